package org.svff.dsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.svff.engine.BindingStats;
import org.svff.jmx.Views;
import org.svff.pci.VfName;
import org.svff.plan.Plan;
import org.svff.plan.Request;
import org.svff.plan.Step;
import org.svff.policy.Admission;
import org.svff.policy.PolicyKeeper;
import org.svff.world.BindingId;
import org.svff.world.Trouble;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/**
 * The policies of an agent: the files {@code *.policy} of one folder. They are looked at with every request, and read anew
 * when their text has changed, all at once.
 */
public final class PolicyFolder implements PolicyKeeper {
    @Override
    public Admission keep(Path folder) {
        return new Kept(folder);
    }

    private static final class Kept implements Admission {
        private final Path folder;
        private Map<String, String> texts = Map.of();
        private List<Policy.Quota> quotas = List.of();
        private Optional<PolicyException> broken = Optional.empty();

        Kept(Path folder) {
            this.folder = folder;
        }

        @Override
        public boolean countsVfs() {
            return true;
        }

        @Override
        public synchronized Optional<Trouble> refusal(World world, Request request, Plan plan, String requester) {
            if (plan.steps().stream().noneMatch(Kept::gives)) {
                return Optional.empty(); // nobody gets a VF: nothing that a quota is about
            }
            try {
                look();
            } catch (IOException e) {
                return Optional.of(unusable(request, folder + ": " + e));
            }
            if (broken.isPresent()) {
                return Optional.of(unusable(request, String.valueOf(broken.get().getMessage())));
            }
            return quotas.isEmpty() ? Optional.empty() : breach(world, request, plan);
        }

        private static boolean gives(Step step) {
            return step instanceof Step.AttachDevice || step instanceof Step.ResumeDevice;
        }

        private static Trouble unusable(Request request, String why) {
            return new Trouble(
                    "policies",
                    request.toString(),
                    "they cannot be asked: " + why,
                    "mend the policy; until then no VM is given a VF");
        }

        /** Each VF that the plan gives to a VM which has it not yet. */
        private Optional<Trouble> breach(World world, Request request, Plan plan) {
            Draft draft = new Draft(Views.world(world, id -> BindingStats.NONE));
            Quotas rules = new Quotas(
                    quotas, world.vms().stream().map(VirtualMachine::name).toList());
            for (Step step : plan.steps()) {
                Optional<Given> given = given(step);
                if (given.isPresent() && isNews(world, draft, given.get())) {
                    BindingId binding = given.get().binding;
                    draft.free(binding.toString());
                    Draft.Card card = draft.card(given.get().vf.pf().toString());
                    Optional<String> why = rules.breach(draft, binding.vm(), card);
                    if (why.isPresent()) {
                        return Optional.of(new Trouble(
                                binding.vm(),
                                request.toString(),
                                why.get(),
                                "detach another VF, or have the policy changed"));
                    }
                    card.users.put(given.get().vf.index(), binding.toString());
                }
            }
            return Optional.empty();
        }

        /** A binding that is there keeps what it has, whatever a quota says; from one card to another it is counted anew. */
        private static boolean isNews(World world, Draft draft, Given given) {
            Optional<String> card = draft.cardOf(given.binding.toString());
            String wanted = given.vf.pf().toString();
            return world.binding(given.binding).isEmpty()
                    || card.filter(c -> !c.equals(wanted)).isPresent();
        }

        private record Given(BindingId binding, VfName vf) {}

        private static Optional<Given> given(Step step) {
            if (step instanceof Step.AttachDevice s) {
                return Optional.of(new Given(s.binding(), s.vf()));
            }
            return step instanceof Step.ResumeDevice s ? Optional.of(new Given(s.binding(), s.vf())) : Optional.empty();
        }

        private void look() throws IOException {
            Map<String, String> now = texts();
            if (now.equals(texts)) {
                return;
            }
            texts = now;
            List<Policy.Quota> read = new ArrayList<>();
            List<PolicyError> errors = new ArrayList<>();
            now.forEach((file, text) -> {
                try {
                    read.addAll(PolicyReader.read(file, text).quotas());
                } catch (PolicyException e) {
                    errors.addAll(e.errors());
                }
            });
            quotas = read;
            broken = errors.isEmpty() ? Optional.empty() : Optional.of(new PolicyException(errors));
        }

        private Map<String, String> texts() throws IOException {
            Map<String, String> read = new TreeMap<>();
            List<Path> files;
            try (Stream<Path> list = Files.list(folder)) {
                files = list.filter(f -> f.toString().endsWith(".policy")).toList();
            } catch (NoSuchFileException e) {
                return read;
            }
            onlyOwners(folder);
            for (Path file : files) {
                onlyOwners(file);
                read.put(file.toString(), Files.readString(file));
            }
            return read;
        }

        /** Whoever may write a policy may lift it: that is root, or the agent's own user, and nobody else. */
        private static void onlyOwners(Path file) throws IOException {
            PosixFileAttributes facts =
                    Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> rights = facts.permissions();
            String owner = facts.owner().getName();
            if (facts.isSymbolicLink()) {
                throw new IOException(file + " is a link; put the file itself there");
            }
            if (!owner.equals("root") && !owner.equals(System.getProperty("user.name"))) {
                throw new IOException(file + " belongs to " + owner + "; it has to be root's");
            }
            if (rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new IOException(file + " can be written by others; chmod go-w " + file);
            }
        }
    }
}
