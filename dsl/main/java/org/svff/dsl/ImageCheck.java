package org.svff.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.svff.jmx.view.ImageView;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.WorldView;

/** Holds the images that a policy names against those that the agent has. */
final class ImageCheck {
    private ImageCheck() {}

    /** What is wrong with the images of the policy's cards, at any time of the day. */
    static List<PolicyError> of(Policy policy, WorldView world, List<ImageView> images) {
        Map<String, ImageView> byName = images.stream().collect(Collectors.toMap(ImageView::name, Function.identity()));
        Map<String, PfView> pfs = world.pfs().stream().collect(Collectors.toMap(PfView::address, Function.identity()));
        List<PolicyError> errors = new ArrayList<>();
        for (Policy now : policy.throughTheDay()) {
            for (Policy.Card card : now.cards()) {
                card.image()
                        .map(name -> why(card, name, byName.get(name), pfs.get(card.card())))
                        .filter(why -> !why.isEmpty())
                        .map(why -> new PolicyError(card.place(), why))
                        .filter(error -> !errors.contains(error))
                        .ifPresent(errors::add);
            }
        }
        return errors;
    }

    private static String why(Policy.Card card, String name, @Nullable ImageView image, @Nullable PfView pf) {
        if (image == null) {
            return "the agent has no image " + name + "; 'svff images' lists those that it has";
        }
        if (!image.problem().isEmpty()) {
            return "the image " + name + " cannot be used: " + image.problem();
        }
        if (pf == null || pf.image().equals(name)) {
            return ""; // that the card is not there is said elsewhere
        }
        String id = pf.vendorId() + ":" + pf.deviceId();
        if (!image.cards().contains(id)) {
            return "the image " + name + " is for " + String.join(", ", image.cards()) + ", and " + card.card() + " is "
                    + id;
        }
        int wanted = card.vfs().orElse(0);
        return image.mostVfs() >= 0 && wanted > image.mostVfs()
                ? card.card() + " can have " + image.mostVfs() + " VFs with the image " + name + ", not " + wanted
                : "";
    }
}
