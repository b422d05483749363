package org.svff.jmx;

import java.util.List;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;
import org.svff.jmx.view.VmView;
import org.svff.plan.Request;
import org.svff.world.Binding;
import org.svff.world.BindingState;
import org.svff.world.World;

/** The MBean of a VM. */
final class VmBean implements VirtualMachineMXBean {
    private final String name;
    private final Actions actions;

    VmBean(String name, Actions actions) {
        this.name = name;
        this.actions = actions;
    }

    private VmView view() {
        World world = actions.control().world();
        return world.vm(name)
                .map(vm -> Views.vm(world, vm, actions.control().policies()))
                .orElseThrow(() -> new IllegalStateException("VM " + name + " is gone"));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public long getPid() {
        return view().pid();
    }

    @Override
    public String getQemuVersion() {
        return view().qemuVersion();
    }

    @Override
    public String getStatus() {
        return view().status();
    }

    @Override
    public boolean isReachable() {
        return view().reachable();
    }

    @Override
    public String getNote() {
        return view().note();
    }

    @Override
    public boolean isPauseSupported() {
        return view().pauseSupported();
    }

    @Override
    public String getPauseSupport() {
        return view().pauseSupport();
    }

    @Override
    public int getVfCount() {
        return view().vfCount();
    }

    @Override
    public int getQuota() {
        return view().quota();
    }

    @Override
    public String[] getQuotas() {
        return view().quotas().toArray(String[]::new);
    }

    @Override
    public String[] getFreePorts() {
        return view().freePorts().toArray(String[]::new);
    }

    private Request attachRequest(String vf, String device) {
        return new Request.Attach(name, Actions.vfChoice(vf), Actions.given(device));
    }

    private Request pauseRequest() {
        return new Request.Pause(Actions.ids(bindings(true)));
    }

    private Request resumeRequest() {
        return new Request.Resume(Actions.ids(bindings(false)));
    }

    private List<Binding> bindings(boolean attached) {
        return actions.control().world().bindingsOf(name).stream()
                .filter(b -> (b.state() == BindingState.ATTACHED) == attached)
                .toList();
    }

    @Override
    public ReportView attach(String vf) {
        return actions.run(attachRequest(vf, ""));
    }

    @Override
    public ReportView attachAs(String vf, String device) {
        return actions.run(attachRequest(vf, device));
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
    public PlanView planAttach(String vf) {
        return actions.plan(attachRequest(vf, ""));
    }

    @Override
    public PlanView planAttachAs(String vf, String device) {
        return actions.plan(attachRequest(vf, device));
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
