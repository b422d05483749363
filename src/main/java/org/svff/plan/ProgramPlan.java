package org.svff.plan;

import static org.svff.plan.PausePlans.count;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.svff.pci.DeviceId;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.Image;
import org.svff.world.LoadedImage;
import org.svff.world.PauseSupport;
import org.svff.world.PhysicalFunction;
import org.svff.world.Queues;
import org.svff.world.SvffException;
import org.svff.world.VirtualMachine;

/**
 * Plans the loading of an image. All that a manifest can tell beforehand is checked here, before anything is touched; what
 * the card shows afterwards is held against it by the steps.
 */
final class ProgramPlan implements ReconfigurePfPlan.Between {
    private final Lookup look;
    private final Request.Program request;
    private final PhysicalFunction pf;
    private final Image image;
    /** The image that the card has now, when it could be loaded again. */
    private final Optional<Image> former;

    private final String formerNote;

    private ProgramPlan(
            Lookup look,
            Request.Program request,
            PhysicalFunction pf,
            Image image,
            Optional<Image> former,
            String note) {
        this.look = look;
        this.request = request;
        this.pf = pf;
        this.image = image;
        this.former = former;
        this.formerNote = note;
    }

    static Plan plan(Lookup look, Request.Program request, Planner.Images images) throws Refused {
        PhysicalFunction pf = look.usablePf(request.pf());
        Image image;
        try {
            image = images.find(request.image());
        } catch (SvffException e) {
            throw new Refused(e.trouble());
        }
        checkCard(look, pf, image);
        if (pf.image().equals(Optional.of(image.loaded())) && sameCount(request, pf)) {
            return new Stages()
                    .note(pf.address() + ": it runs " + image.name() + " already")
                    .plan(look.world(), request, List.of(pf.address()));
        }
        Optional<Image> former = Optional.empty();
        String note = "which image " + pf.address()
                + " has is not known, so when the new one fails, none can be loaded in its place";
        if (pf.image().isPresent()) {
            LoadedImage loaded = pf.image().get();
            try {
                former = Optional.of(images.find(loaded.name()))
                        .filter(i -> i.loaded().equals(loaded));
                note = former.isPresent()
                        ? "when it fails, " + loaded.name() + " is loaded again"
                        : "the file of " + loaded.name()
                                + " is another by now, so when the new image fails, none can be loaded in its place";
            } catch (SvffException e) {
                note = "when the new image fails, none can be loaded in its place: "
                        + e.trouble().answer();
            }
        }
        return new ProgramPlan(look, request, pf, image, former, note).plan();
    }

    private static boolean sameCount(Request.Program request, PhysicalFunction pf) {
        return request.vfs().isEmpty() || request.vfs().getAsInt() == pf.numVfs();
    }

    private static void checkCard(Lookup look, PhysicalFunction pf, Image image) throws Refused {
        if (!image.cards().contains(pf.id())) {
            throw look.refuse(
                    pf.address(),
                    "the card is a " + pf.id() + ", and " + image.name() + " is for "
                            + image.cards().stream()
                                    .map(DeviceId::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    "take an image of this card; `svff images` lists what there is");
        }
        int queues = pf.queues().map(Queues::wanted).orElse(0);
        int pool = image.queues().orElse(Queues.MOST);
        if (queues > pool && pool > 0) {
            throw look.refuse(
                    pf.address(),
                    "it is to have " + queues + " queues, and " + image.name() + " has " + pool
                            + " for all its functions",
                    "want fewer first: `svff reconfigure " + pf.address() + " --queues N`");
        }
        for (PhysicalFunction other : look.world().pfs()) {
            if (pf.isBeside(other) && other.numVfs() > 0) {
                throw look.refuse(
                        pf.address(),
                        "an image is the whole card's, and " + other.address() + " of the same card has "
                                + count(other.numVfs(), "VF"),
                        "set these to 0 first: `svff reconfigure " + other.address() + " --vfs 0`");
            }
        }
    }

    private Plan plan() throws Refused {
        int vfs = vfs();
        Request.ReconfigurePf same = new Request.ReconfigurePf(pf.address(), vfs, request.allowReplug(), losers(vfs));
        return new ReconfigurePfPlan(look, request, same, pf, this).plan();
    }

    /** As many as asked for, or as there are: what the image offers is the most. */
    private int vfs() throws Refused {
        int most = image.mostVfs().orElse(Integer.MAX_VALUE);
        int wanted = request.vfs().orElse(Math.min(pf.numVfs(), most));
        if (wanted < 0 || wanted > most) {
            throw look.refuse(
                    pf.address(),
                    wanted < 0
                            ? "a VF count cannot be negative"
                            : image.name() + " offers at most " + count(most, "VF") + ", as its manifest says",
                    wanted < 0 ? "ask for 0 or more" : "ask for 0 to " + most);
        }
        return wanted;
    }

    /** Bindings that can pause stay so when their VF goes; to lose a device is for the operator to say. */
    private Set<BindingId> losers(int vfs) {
        return look.world().bindingsOn(pf.address()).stream()
                .filter(b -> b.vf().filter(vf -> vf.index() < vfs).isEmpty())
                .map(Binding::id)
                .filter(id -> look.world()
                        .vm(id.vm())
                        .map(VirtualMachine::pauseSupport)
                        .filter(p -> p != PauseSupport.NONE)
                        .isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public void addTo(Stages stages) {
        PciAddress address = pf.address();
        boolean remove = image.remove();
        DeviceId shows = image.shows().orElse(pf.id());
        Set<PciAddress> others = look.world().pfs().stream()
                .map(PhysicalFunction::address)
                .filter(a -> !a.isSameDevice(address))
                .collect(Collectors.toSet());
        Step.Return back = new Step.Return(
                others,
                texts(Stream.of(pf.id(), shows)),
                pf.queues().map(Queues::max).orElse(0));
        if (remove) {
            stages.then(new Step.RemoveCard(address, back));
        }
        stages.then(new Step.LoadImage(
                        address, image.name(), former.map(Image::name), remove ? Optional.empty() : Optional.of(back)))
                .then(new Step.FindCard(address, new Step.Return(others, texts(Stream.of(shows)), 0), remove));
        pf.queues()
                .map(q -> q.wanted() > 0 ? q.wanted() : q.max())
                .filter(q -> q > 0 && image.queues().orElse(Queues.MOST) > 0)
                .ifPresent(q -> stages.then(new Step.SetQueues(address, q, 0)));
        if (remove) { // the kernel takes it for a new card, whose VFs get drivers at once
            stages.then(new Step.SetAutoprobe(address, false, false));
        }
        siblings().forEach(a -> stages.note(a + " is on the same card and goes with it for the while"));
        stages.note(formerNote);
    }

    private static Set<String> texts(Stream<DeviceId> ids) {
        return ids.map(DeviceId::toString).collect(Collectors.toCollection(HashSet::new));
    }

    private List<PciAddress> siblings() {
        return look.world().pfs().stream()
                .filter(pf::isBeside)
                .map(PhysicalFunction::address)
                .toList();
    }

    @Override
    public List<PciAddress> pfs() {
        return siblings();
    }

    @Override
    public Step resume(BindingId binding, VfName vf) {
        return new Step.ResumeSame(binding, vf, pf.vfId().map(DeviceId::toString));
    }

    @Override
    public Optional<String> keepsPaused() {
        return image.vfShows()
                .filter(after ->
                        pf.vfId().filter(before -> !before.equals(after)).isPresent())
                .map(after -> "VFs of " + image.name() + " are " + after + ", and its guest has a "
                        + pf.vfId().map(DeviceId::toString).orElse("device of another kind"));
    }
}
