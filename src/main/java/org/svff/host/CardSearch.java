package org.svff.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.svff.host.HostException.Kind;
import org.svff.pci.PciAddress;
import org.svff.world.Trouble;

/**
 * Knows a card again that was taken off the bus and shows itself anew: at its address, or as the one PF that was not there
 * before.
 *
 * @param pf where it was
 * @param others addresses of PFs that are other cards'
 * @param ids what it may show as ({@code 10ee:903f})
 * @param tried for messages
 */
record CardSearch(PciAddress pf, Set<PciAddress> others, Set<String> ids, String tried) {
    /** Where it is; empty while it is not there. */
    Optional<PciAddress> look(Sysfs files) throws SysfsException, HostException {
        List<PfReader.Found> candidates = candidates(files);
        Optional<PfReader.Found> inPlace =
                candidates.stream().filter(c -> c.address().equals(pf)).findFirst();
        List<PfReader.Found> looked = inPlace.map(List::of).orElse(candidates);
        List<PciAddress> right = looked.stream()
                .filter(c -> ids.contains(c.id().toString()))
                .map(PfReader.Found::address)
                .toList();
        if (right.size() > 1) {
            throw new HostException(
                    Kind.NO_SUCH_DEVICE,
                    new Trouble(
                            pf.toString(),
                            tried,
                            "it is not at its address, and it could be any of " + right + ", which are new",
                            "see which it is; svff does not guess"));
        }
        if (right.isEmpty() && !looked.isEmpty()) {
            throw new HostException(
                    Kind.NOT_APPLIED,
                    new Trouble(
                            pf.toString(),
                            tried,
                            "there is " + looked.get(0).id() + " at "
                                    + looked.get(0).address() + ", and it should show as " + wanted(),
                            "the card does not run the image that the manifest describes: mend one of the two"));
        }
        return right.stream().findFirst();
    }

    /** PFs that may be it: where it was, or new to the host. */
    private List<PfReader.Found> candidates(Sysfs files) throws SysfsException {
        return PfReader.find(files).stream()
                .filter(f -> !others.contains(f.address()) && f.address().function() == pf.function())
                .toList();
    }

    /** What to say when it did not come. */
    HostException notFound(Sysfs files) {
        boolean bare = files.exists(SysPaths.device(pf));
        return new HostException(
                Kind.NO_SUCH_DEVICE,
                new Trouble(
                        pf.toString(),
                        tried,
                        bare
                                ? "a device is there, but it has no VFs to offer (no sriov_totalvfs)"
                                : "after a rescan of the PCI bus there is no card that shows as " + wanted(),
                        bare
                                ? "was the image generated with SR-IOV, and its driver loaded?"
                                : "see dmesg; a card that does not come to the bus may need a reset of its slot, or the"
                                        + " host a cold start"));
    }

    private String wanted() {
        return ids.stream().sorted().collect(Collectors.joining(" or "));
    }
}
