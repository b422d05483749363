package org.svff.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.svff.dsl.ModelHost.Use;

/** What holds for any policy on any host. */
class PolicyProperties {
    private static final List<String> CARDS = List.of("0000:03:00.0", "0000:04:00.0", "0000:05:00.0");
    private static final List<String> VMS = List.of("a-1", "a-2", "b-1", "b-2", "c-1");

    private static ModelHost host(Random random) {
        ModelHost host = new ModelHost(CARDS.stream().collect(Collectors.toMap(c -> c, c -> random.nextInt(6))), VMS);
        for (int i = 0; i < random.nextInt(10); i++) {
            host.attach(
                    VMS.get(random.nextInt(VMS.size())), CARDS.get(random.nextInt(CARDS.size())), random.nextInt(6));
        }
        return host;
    }

    /** Statements, at most one for each card and VM, and quotas. */
    private static List<String> statements(Random random) {
        List<String> statements = new ArrayList<>();
        for (String card : CARDS) {
            if (random.nextInt(3) == 0) {
                statements.add("card('" + card + "') { vfs " + random.nextInt(7) + " }");
            }
            if (random.nextInt(3) == 0) {
                statements.add("card('" + card + "') { image 'i" + random.nextInt(3) + "' }");
            }
            if (random.nextInt(3) == 0) {
                statements.add("card('" + card + "') { queues " + 64 * random.nextInt(3) + " }");
            }
        }
        for (String vm : VMS) {
            String from = random.nextBoolean() ? "from '" + CARDS.get(random.nextInt(CARDS.size())) + "'" : "";
            String how = random.nextBoolean() ? "spread()" : "pack()";
            if (random.nextBoolean()) {
                statements.add("assign('" + vm + "', " + random.nextInt(4) + ") { " + from + "; " + how + " }");
            }
        }
        for (String vms : List.of("a-*", "b-1", "*")) {
            if (random.nextInt(3) == 0) {
                statements.add("quota('" + vms + "') { max " + random.nextInt(4) + " }");
            } else if (random.nextInt(3) == 0) {
                statements.add("groupQuota('" + vms + "') { min " + random.nextInt(4) + " }");
            }
        }
        return statements;
    }

    private static PolicyPlan plan(List<String> statements, ModelHost host) throws PolicyException {
        return PolicyPlanner.plan(PolicyReader.read("p", String.join("\n", statements)), host.world());
    }

    @Property(tries = 150)
    void aPolicyThatWasAppliedHasNothingLeftToChange(@ForAll Random random) throws PolicyException {
        ModelHost host = host(random);
        List<String> statements = statements(random);
        host.apply(plan(statements, host).changes());
        assertEquals(List.of(), texts(plan(statements, host)), () -> "still changes: " + statements);
    }

    @Property(tries = 100)
    void theOrderOfStatementsDoesNotMatter(@ForAll Random random) throws PolicyException {
        ModelHost host = host(random);
        List<String> statements = statements(random);
        List<String> shuffled = new ArrayList<>(statements);
        Collections.shuffle(shuffled, random);
        assertEquals(texts(plan(statements, host)), texts(plan(shuffled, host)));
    }

    @Property(tries = 100)
    void whomNoStatementSpeaksOfKeepsTheirVfs(@ForAll Random random) throws PolicyException {
        ModelHost host = host(random);
        List<String> statements = statements(random);
        host.world(); // names the devices
        List<Use> before = host.uses();
        host.apply(plan(statements, host).changes());
        Map<String, Long> after = byVmAndCard(host.uses());
        byVmAndCard(before).forEach((place, count) -> {
            String vm = place.substring(0, place.indexOf(' '));
            if (statements.stream().noneMatch(s -> s.startsWith("assign('" + vm + "'"))) {
                assertEquals(count, after.getOrDefault(place, 0L), () -> place + " by " + statements);
            }
        });
    }

    @Property(tries = 100)
    void noPlanBreaksAQuota(@ForAll Random random) throws PolicyException {
        ModelHost host = host(random);
        int most = random.nextInt(4);
        List<String> statements = new ArrayList<>(statements(random));
        statements.add("quota('*') { max " + most + " }");
        Map<String, Long> before = byVm(host.uses());
        host.apply(plan(statements, host).changes());
        byVm(host.uses())
                .forEach((vm, count) -> assertEquals(
                        true, count <= Math.max(most, before.getOrDefault(vm, 0L)), () -> vm + " has " + count));
    }

    private static Map<String, Long> byVmAndCard(List<Use> uses) {
        return uses.stream().collect(Collectors.groupingBy(u -> u.vm() + " " + u.card(), Collectors.counting()));
    }

    private static Map<String, Long> byVm(List<Use> uses) {
        return uses.stream().collect(Collectors.groupingBy(Use::vm, Collectors.counting()));
    }

    /** Without the lines of the statements, which change with their order. */
    private static List<String> texts(PolicyPlan plan) {
        return plan.changes().stream().map(Change::text).toList();
    }
}
