package org.svff.jmx;

import java.util.Optional;
import java.util.Set;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;
import org.svff.jmx.view.VfView;
import org.svff.pci.VfName;
import org.svff.plan.Request;
import org.svff.plan.VfChoice;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.SettingsChange;
import org.svff.world.World;

/** The MBean of a VF. */
final class VfBean implements VirtualFunctionMXBean {
    private final VfName name;
    private final Actions actions;

    VfBean(VfName name, Actions actions) {
        this.name = name;
        this.actions = actions;
    }

    private VfView view() {
        World world = actions.control().world();
        return world.vf(name)
                .map(vf -> Views.vf(world, vf))
                .orElseThrow(() -> new IllegalStateException("VF " + name + " is gone"));
    }

    private BindingId binding() {
        return actions.control()
                .world()
                .bindingOf(name)
                .map(Binding::id)
                .orElseThrow(() -> new IllegalStateException("REFUSED: no VM has " + name));
    }

    @Override
    public String getName() {
        return name.toString();
    }

    @Override
    public String getPf() {
        return name.pf().toString();
    }

    @Override
    public int getIndex() {
        return name.index();
    }

    @Override
    public String getAddress() {
        return view().address();
    }

    @Override
    public String getDriver() {
        return view().driver();
    }

    @Override
    public int getIommuGroup() {
        return view().iommuGroup();
    }

    @Override
    public String getState() {
        return view().state();
    }

    @Override
    public String getVm() {
        return view().vm();
    }

    @Override
    public String getDevice() {
        return view().device();
    }

    @Override
    public String[] getHolders() {
        return view().holders().toArray(String[]::new);
    }

    @Override
    public String getHostUse() {
        return view().hostUse();
    }

    @Override
    public String getMac() {
        return view().mac();
    }

    @Override
    public int getVlan() {
        return view().vlan();
    }

    @Override
    public int getQos() {
        return view().qos();
    }

    @Override
    public String getTrust() {
        return view().trust();
    }

    @Override
    public String getSpoofCheck() {
        return view().spoofCheck();
    }

    @Override
    public String getLink() {
        return view().link();
    }

    @Override
    public int getMinTxRate() {
        return view().minTxRate();
    }

    @Override
    public int getMaxTxRate() {
        return view().maxTxRate();
    }

    @Override
    public String getSettings() {
        return view().settings();
    }

    private Request attachRequest(String vm, String device) {
        return new Request.Attach(vm, new VfChoice.Named(name), Actions.given(device));
    }

    private Request driverRequest(String driver) {
        return new Request.ReconfigureVf(name, driver.equals("none") ? Optional.empty() : Actions.given(driver));
    }

    private Request settingsRequest(String settings) {
        return new Request.ReconfigureSettings(name, SettingsChange.parse(settings));
    }

    @Override
    public ReportView attach(String vm) {
        return actions.run(attachRequest(vm, ""));
    }

    @Override
    public ReportView attachAs(String vm, String device) {
        return actions.run(attachRequest(vm, device));
    }

    @Override
    public ReportView detach() {
        return actions.run(new Request.Detach(binding()));
    }

    @Override
    public ReportView pause() {
        return actions.run(new Request.Pause(Set.of(binding())));
    }

    @Override
    public ReportView resume() {
        return actions.run(new Request.Resume(Set.of(binding())));
    }

    @Override
    public ReportView reconfigure(String driver) {
        return actions.run(driverRequest(driver));
    }

    @Override
    public ReportView reconfigureSettings(String settings) {
        return actions.run(settingsRequest(settings));
    }

    @Override
    public PlanView planAttach(String vm) {
        return actions.plan(attachRequest(vm, ""));
    }

    @Override
    public PlanView planDetach() {
        return actions.plan(new Request.Detach(binding()));
    }

    @Override
    public PlanView planPause() {
        return actions.plan(new Request.Pause(Set.of(binding())));
    }

    @Override
    public PlanView planResume() {
        return actions.plan(new Request.Resume(Set.of(binding())));
    }

    @Override
    public PlanView planReconfigure(String driver) {
        return actions.plan(driverRequest(driver));
    }

    @Override
    public PlanView planReconfigureSettings(String settings) {
        return actions.plan(settingsRequest(settings));
    }
}
