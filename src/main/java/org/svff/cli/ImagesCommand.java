package org.svff.cli;

import java.util.List;
import org.svff.cli.print.ImagePrinter;
import org.svff.cli.print.Json;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.ImageView;
import picocli.CommandLine.Command;

@Command(
        name = "images",
        description = "Shows the images that cards can be programmed with, and why those cannot that cannot.",
        footer = {
            "",
            "They are in the agent's image.folder, each with a manifest NAME.yaml.",
            "",
            "Examples:",
            "  svff images",
            "  svff images --json | jq '.[].name'"
        })
final class ImagesCommand extends ClientCommand {
    ImagesCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) {
        List<ImageView> images = client.agent().images();
        if (asJson()) {
            new Json(context().screen()).print(images);
        } else {
            new ImagePrinter(context().screen()).print(images);
        }
        return ExitCode.DONE;
    }
}
