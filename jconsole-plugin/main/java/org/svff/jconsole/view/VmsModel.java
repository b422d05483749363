package org.svff.jconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.swing.table.AbstractTableModel;
import org.svff.jconsole.model.Binding;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.VfState;
import org.svff.jconsole.model.Vm;

/** The VMs as rows of a table. */
final class VmsModel extends AbstractTableModel {
    private static final long serialVersionUID = 1L;
    private static final List<String> COLUMNS = List.of("VM", "State", "VFs", "Which");

    private transient List<Row> rows = List.of();

    /** A VM and what it has. */
    record Row(Vm vm, List<Binding> bindings) {
        Row {
            bindings = List.copyOf(bindings);
        }

        String state() {
            if (!vm.reachable()) {
                return "no answer";
            }
            return vm.canPause() ? vm.status() : vm.status() + ", no pause";
        }

        String count() {
            return vm.hasQuota() ? vm.vfCount() + " of " + vm.quota() : Integer.toString(vm.vfCount());
        }

        /** "03:00.0/2, 04:00.0/1 PAUSED": the domain is left out where it is 0000. */
        String which() {
            List<String> parts = new ArrayList<>();
            for (Binding b : bindings) {
                String vf = b.vf().isEmpty() ? b.device() + " without a VF" : b.vf().replaceFirst("^0000:", "");
                parts.add(b.state() == VfState.ATTACHED ? vf : vf + " " + b.state());
            }
            return String.join(", ", parts);
        }

        boolean bad() {
            return !vm.reachable() || bindings.stream().anyMatch(b -> b.state() == VfState.FAILED);
        }
    }

    /** Shows another host; whether rows came or went, and did not only change. */
    boolean show(Host host) {
        Map<String, List<Binding>> bindings = host.bindingsByVm();
        List<Row> next = host.vms().stream()
                .map(vm -> new Row(vm, bindings.getOrDefault(vm.name(), List.of())))
                .toList();
        List<Row> before = rows;
        rows = next;
        boolean same = before.stream()
                .map(r -> r.vm().name())
                .toList()
                .equals(next.stream().map(r -> r.vm().name()).toList());
        if (!same) {
            fireTableDataChanged();
            return true;
        }
        for (int i = 0; i < next.size(); i++) {
            if (!next.get(i).equals(before.get(i))) {
                fireTableRowsUpdated(i, i);
            }
        }
        return false;
    }

    Row row(int index) {
        return rows.get(index);
    }

    int indexOf(String vm) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).vm().name().equals(vm)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int getRowCount() {
        return rows.size();
    }

    @Override
    public int getColumnCount() {
        return COLUMNS.size();
    }

    @Override
    public String getColumnName(int column) {
        return COLUMNS.get(column);
    }

    @Override
    public Object getValueAt(int index, int column) {
        Row row = rows.get(index);
        return switch (column) {
            case 0 -> row.vm().name();
            case 1 -> row.state();
            case 2 -> row.count();
            default -> row.which();
        };
    }
}
