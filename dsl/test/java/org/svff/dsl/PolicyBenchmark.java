package org.svff.dsl;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.svff.jmx.view.WorldView;

/**
 * How planning a policy grows with the host: 4 cards of 255 VFs, 256 VMs and 100 rules, twice and four times that. Fails
 * when it grows worse than n log n. Compares only within one run.
 */
public final class PolicyBenchmark {
    private static final int VFS = 255;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 31;
    /** How much more than n log n is still taken for noise. */
    private static final double MARGIN = 1.6;

    /** What was measured at one size, in milliseconds of processor time. */
    private record Figures(int size, int rules, int changes, double plan, double ask) {}

    private PolicyBenchmark() {}

    public static void main(String[] args) throws PolicyException {
        for (int i = 0; i < 3; i++) {
            measure(4); // warms the virtual machine up
        }
        List<Figures> all = new ArrayList<>();
        for (int size : new int[] {1, 2, 4}) {
            all.add(measure(size));
        }
        System.out.printf(
                Locale.ROOT, "%5s %5s %5s %6s %8s %10s %10s%n", "PFs", "VFs", "VMs", "rules", "changes", "plan", "ask");
        for (Figures f : all) {
            System.out.printf(
                    Locale.ROOT,
                    "%5d %5d %5d %6d %8d %7.2f ms %7.2f ms%n",
                    f.size() * 4,
                    f.size() * 4 * VFS,
                    f.size() * 256,
                    f.rules(),
                    f.changes(),
                    f.plan(),
                    f.ask());
        }
        double n = 4.0 * VFS;
        double allowed = 4 * Math.log(4 * n) / Math.log(n);
        double plan = all.get(2).plan() / all.get(0).plan();
        double ask = all.get(2).ask() / all.get(0).ask();
        System.out.printf(
                Locale.ROOT,
                "four times the size: plan %.1f x, ask %.1f x; n log n would be %.1f x%n",
                plan,
                ask,
                allowed);
        if (Math.max(plan, ask) > allowed * MARGIN) {
            System.out.println("it grows worse than n log n");
            System.exit(1);
        }
    }

    private static Figures measure(int size) throws PolicyException {
        WorldView world = HostFile.read(host(size)).world();
        Policy policy = PolicyReader.read("p", rules(size));
        PolicyPlan plan = PolicyPlanner.plan(policy, world);
        List<String> vms = world.vms().stream().map(vm -> vm.name()).toList();
        double planning =
                median(() -> PolicyPlanner.plan(policy, world).changes().size());
        double asking = median(() -> {
            Draft draft = new Draft(world);
            Quotas quotas = new Quotas(policy.quotas(), vms, draft);
            return quotas.breach("t0-0", draft.card("0000:01:00.0")).isPresent() ? 1 : 0;
        });
        int count = (int) policy.rules().count();
        return new Figures(size, count, plan.changes().size(), planning, asking);
    }

    private interface Work {
        int run();
    }

    private static double median(Work work) {
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = CLOCK.getCurrentThreadCpuTime(); // whoever else is busy counts less
            int result = work.run();
            times[i] = (CLOCK.getCurrentThreadCpuTime() - begin) / 1e6;
            if (result < 0) {
                throw new IllegalStateException();
            }
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private static String card(int index) {
        return String.format(Locale.ROOT, "0000:%02x:00.0", index + 1);
    }

    /** Tenants of 16 VMs each; every other VM has a VF, and the cards have half of their VFs. */
    private static String host(int size) {
        String cards = IntStream.range(0, 4 * size)
                .mapToObj(i -> "  \"" + card(i) + "\": {vfs: 128, total: " + VFS + "}\n")
                .collect(Collectors.joining());
        String vms = IntStream.range(0, 256 * size)
                .mapToObj(i -> "  t" + i / 16 + "-" + i % 16 + ": ["
                        + (i % 2 == 0 ? "\"" + card(i / 64) + "/" + i % 64 + "\"" : "") + "]\n")
                .collect(Collectors.joining());
        return "cards:\n" + cards + "vms:\n" + vms;
    }

    /** 100 for each size: a quota for each VM and one for all of each tenant, the cards, and what 64 VMs are to have. */
    private static String rules(int size) {
        StringBuilder text = new StringBuilder();
        for (int tenant = 0; tenant < 16 * size; tenant++) {
            text.append("quota('t").append(tenant).append("-*') { max 4 }\n");
            text.append("groupQuota('t").append(tenant).append("-*') { max 60; min 8 }\n");
        }
        for (int i = 0; i < 4 * size; i++) {
            text.append("card('")
                    .append(card(i))
                    .append("') { vfs ")
                    .append(200)
                    .append(" }\n");
        }
        for (int i = 0; i < 64 * size; i++) {
            String how = i % 2 == 0 ? "spread()" : "from '" + card(i / 16) + "'";
            text.append("assign('t")
                    .append(i / 4)
                    .append('-')
                    .append(i % 4)
                    .append("', 3) { ")
                    .append(how)
                    .append(" }\n");
        }
        return text.toString();
    }
}
