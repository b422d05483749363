package org.svff.jmx;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;
import org.svff.pci.PciAddress;
import org.svff.plan.Request;
import org.svff.state.Cards;
import org.svff.state.Drift;
import org.svff.world.Binding;
import org.svff.world.BindingState;
import org.svff.world.World;

/** The MBean of a PF. */
final class PfBean implements PhysicalFunctionMXBean {
    private static final String[] NOBODY = {};

    /** In place of a VF count: the one there is. */
    private static final int AS_MANY = -1;

    private final PciAddress address;
    private final Actions actions;

    PfBean(PciAddress address, Actions actions) {
        this.address = address;
        this.actions = actions;
    }

    private PfView view() {
        World world = actions.control().world();
        return world.pf(address)
                .map(pf -> Views.pf(world, pf))
                .orElseThrow(() -> new IllegalStateException("PF " + address + " is gone"));
    }

    @Override
    public String getAddress() {
        return address.toString();
    }

    @Override
    public String getVendorId() {
        return view().vendorId();
    }

    @Override
    public String getDeviceId() {
        return view().deviceId();
    }

    @Override
    public String getDriver() {
        return view().driver();
    }

    @Override
    public int getNumaNode() {
        return view().numaNode();
    }

    @Override
    public String getSlot() {
        return view().slot();
    }

    @Override
    public String getSerial() {
        return view().serial();
    }

    @Override
    public int getWantedVfs() {
        return Cards.located(actions.control().wanted(), actions.control().world())
                .pf(address)
                .map(pf -> pf.vfs().orElse(-1))
                .orElse(-1);
    }

    @Override
    public String[] getDrift() {
        return actions.control().comparison().drift().stream()
                .filter(drift -> drift.pf().equals(Optional.of(address)))
                .map(Drift::text)
                .toArray(String[]::new);
    }

    @Override
    public int getTotalVfs() {
        return view().totalVfs();
    }

    @Override
    public int getNumVfs() {
        return view().numVfs();
    }

    @Override
    public int getFreeVfs() {
        return view().freeVfs();
    }

    @Override
    public int getAttachedVfs() {
        return view().attachedVfs();
    }

    @Override
    public int getPausedVfs() {
        return view().pausedVfs();
    }

    @Override
    public int getFailedVfs() {
        return view().failedVfs();
    }

    @Override
    public int getHostVfs() {
        return view().hostVfs();
    }

    @Override
    public int getForeignVfs() {
        return view().foreignVfs();
    }

    @Override
    public boolean isAutoprobe() {
        return view().autoprobe();
    }

    @Override
    public String getState() {
        return view().state();
    }

    @Override
    public String getNote() {
        return view().note();
    }

    @Override
    public int getQueues() {
        return view().queues();
    }

    @Override
    public int getWantedQueues() {
        return view().wantedQueues();
    }

    @Override
    public String getImage() {
        return view().image();
    }

    @Override
    public long getAerCorrectable() {
        return view().aerCorrectable();
    }

    @Override
    public long getAerNonFatal() {
        return view().aerNonFatal();
    }

    @Override
    public long getAerFatal() {
        return view().aerFatal();
    }

    @Override
    public String[] getInterfaces() {
        return view().interfaces().toArray(String[]::new);
    }

    private Request pauseRequest() {
        return new Request.Pause(Actions.ids(bindings(true)));
    }

    private Request resumeRequest() {
        return new Request.Resume(Actions.ids(bindings(false)));
    }

    /** Paused bindings are found by the VF they are owed, also when the kernel does not show it at the moment. */
    private List<Binding> bindings(boolean attached) {
        return actions.control().world().bindings().stream()
                .filter(b -> b.vf().filter(vf -> vf.pf().equals(address)).isPresent())
                .filter(b -> (b.state() == BindingState.ATTACHED) == attached)
                .toList();
    }

    private Request count(int vfs, boolean allowReplug, String[] mayStayPaused, String[] moves) {
        return new Request.ReconfigurePf(
                address, vfs, allowReplug, Actions.bindings(mayStayPaused), Actions.moves(moves));
    }

    @Override
    public ReportView pause() {
        return actions.run(pauseRequest());
    }

    @Override
    public ReportView resume() {
        return actions.run(resumeRequest());
    }

    @Override
    public ReportView reconfigure(int vfs) {
        return actions.run(count(vfs, false, NOBODY, NOBODY));
    }

    @Override
    public ReportView reconfigureAllowingReplug(int vfs) {
        return actions.run(count(vfs, true, NOBODY, NOBODY));
    }

    @Override
    public ReportView reconfigureWith(int vfs, boolean allowReplug, String[] mayStayPaused, String[] moves) {
        return actions.run(count(vfs, allowReplug, mayStayPaused, moves));
    }

    @Override
    public ReportView recreate(boolean allowReplug) {
        return actions.run(new Request.RecreateVfs(address, allowReplug));
    }

    @Override
    public PlanView planRecreate(boolean allowReplug) {
        return actions.plan(new Request.RecreateVfs(address, allowReplug));
    }

    @Override
    public ReportView reconfigureQueues(int queues, boolean allowReplug) {
        return actions.run(new Request.ReconfigureQueues(address, queues, allowReplug));
    }

    @Override
    public PlanView planReconfigureQueues(int queues, boolean allowReplug) {
        return actions.plan(new Request.ReconfigureQueues(address, queues, allowReplug));
    }

    private Request image(String image, int vfs, boolean allowReplug) {
        return new Request.Program(
                address, image, vfs == AS_MANY ? OptionalInt.empty() : OptionalInt.of(vfs), allowReplug);
    }

    @Override
    public ReportView program(String image) {
        return actions.run(image(image, AS_MANY, false));
    }

    @Override
    public ReportView programWith(String image, int vfs, boolean allowReplug) {
        return actions.run(image(image, vfs, allowReplug));
    }

    @Override
    public PlanView planProgram(String image) {
        return actions.plan(image(image, AS_MANY, false));
    }

    @Override
    public PlanView planProgramWith(String image, int vfs, boolean allowReplug) {
        return actions.plan(image(image, vfs, allowReplug));
    }

    @Override
    public PlanView plan(int vfs) {
        return actions.plan(count(vfs, false, NOBODY, NOBODY));
    }

    @Override
    public PlanView planWith(int vfs, boolean allowReplug, String[] mayStayPaused, String[] moves) {
        return actions.plan(count(vfs, allowReplug, mayStayPaused, moves));
    }

    @Override
    public PlanView planPause() {
        return actions.plan(pauseRequest());
    }

    @Override
    public PlanView planResume() {
        return actions.plan(resumeRequest());
    }
}
