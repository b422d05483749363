package org.svff.jmx;

import java.util.Set;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;
import org.svff.pci.VfName;
import org.svff.plan.Request;
import org.svff.world.BindingId;

/** The MBean of a binding. */
final class BindingBean implements BindingMXBean {
    private final BindingId id;
    private final Actions actions;

    BindingBean(BindingId id, Actions actions) {
        this.id = id;
        this.actions = actions;
    }

    private BindingView view() {
        return actions.control()
                .world()
                .binding(id)
                .map(b -> Views.binding(b, actions.control().stats(id)))
                .orElseThrow(() -> new IllegalStateException("binding " + id + " is gone"));
    }

    @Override
    public String getName() {
        return id.toString();
    }

    @Override
    public String getVm() {
        return id.vm();
    }

    @Override
    public String getDevice() {
        return id.device();
    }

    @Override
    public String getVf() {
        return view().vf();
    }

    @Override
    public String getAddress() {
        return view().address();
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
    public String getPausedSince() {
        return view().pausedSince();
    }

    @Override
    public long getPausedMillis() {
        return view().pausedMillis();
    }

    @Override
    public long getPauseCount() {
        return view().pauseCount();
    }

    @Override
    public long getLastOutageMillis() {
        return view().lastOutageMillis();
    }

    @Override
    public long getTotalOutageMillis() {
        return view().totalOutageMillis();
    }

    private Request pauseRequest() {
        return new Request.Pause(Set.of(id));
    }

    private Request resumeRequest() {
        return new Request.Resume(Set.of(id));
    }

    private Request moveRequest(String vf, boolean allowReplug) {
        return new Request.ReconfigureBinding(id, VfName.parse(vf), allowReplug);
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
    public ReportView reconfigure(String vf) {
        return actions.run(moveRequest(vf, false));
    }

    @Override
    public ReportView reconfigureAllowingReplug(String vf) {
        return actions.run(moveRequest(vf, true));
    }

    @Override
    public ReportView detach() {
        return actions.run(new Request.Detach(id));
    }

    @Override
    public PlanView planPause() {
        return actions.plan(pauseRequest());
    }

    @Override
    public PlanView planResume() {
        return actions.plan(resumeRequest());
    }

    @Override
    public PlanView planReconfigure(String vf) {
        return actions.plan(moveRequest(vf, false));
    }

    @Override
    public PlanView planReconfigureAllowingReplug(String vf) {
        return actions.plan(moveRequest(vf, true));
    }

    @Override
    public PlanView planDetach() {
        return actions.plan(new Request.Detach(id));
    }
}
