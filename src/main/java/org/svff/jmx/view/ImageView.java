package org.svff.jmx.view;

import java.util.List;

/** An image that cards can be programmed with, as its manifest describes it. */
@Description("An image that cards can be programmed with, as its manifest describes it.")
public record ImageView(
        @Description("By which it is asked for") String name,
        @Description("For people; may be empty") String description,

        @Description("Name of its file in the folder of images")
        String file,

        @Description("What the file's SHA-256 has to be, 64 hexadecimal digits")
        String sha256,

        @Description("Vendor and device ids of the cards that it may be loaded on")
        List<String> cards,

        @Description("Vendor and device id that the card shows with it; empty: the one it had")
        String shows,

        @Description("Vendor and device id of its VFs; empty when the manifest does not say")
        String vfShows,

        @Description("How many VFs it offers; -1 when the manifest does not say")
        int mostVfs,

        @Description("Queues of the whole card (QDMA); -1 when the manifest does not say")
        int queues,

        @Description("Loader that loads it") String loader,

        @Description("Whether the card is taken off the bus before")
        boolean remove,

        @Description(
                "Why it cannot be used; empty when nothing is known against it: its file is read when it is asked for")
        String problem) {
    public ImageView {
        cards = List.copyOf(cards);
    }
}
