# What the loader 'vivado' runs: vivado -mode batch ... -source vivado.tcl -tclargs FILE PF
# It loads FILE over JTAG into the first FPGA of the first cable. Hosts with several choose by PF. Not tried on real cards.
lassign $argv file pf
open_hw_manager
connect_hw_server
open_hw_target
set device [lindex [get_hw_devices] 0]
puts "loading $file into $device for $pf"
set_property PROGRAM.FILE $file $device
program_hw_devices $device
close_hw_manager
