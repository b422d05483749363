package org.svff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.svff.cli.docs.References;
import org.svff.cli.print.Screen;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

@Command(
        name = "docs",
        hidden = true,
        description = "Writes the pages that are made from the program itself, into a checkout.",
        footer = {"", "Examples:", "  svff docs", "  svff docs --to /tmp/checkout"})
final class DocsCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The checkout; the folder one is in by default.")
    private Path to = Path.of(".");

    DocsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws SvffException {
        try {
            if (!Files.isDirectory(to.resolve("docs"))) {
                throw new UsageException("'" + to + "' is no checkout of svff: it has no folder docs");
            }
            Screen plain = Screen.plain(context.screen().out(), context.screen().err()); // no colours in pages
            CommandSpec program = Svff.commandLine(new Context(plain, Map.of())).getCommandSpec();
            for (Map.Entry<Path, String> page : References.write(program).entrySet()) {
                Path file = to.resolve(page.getKey());
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, page.getValue());
                context.screen().line("wrote " + file.normalize());
            }
        } catch (IOException e) {
            throw new SvffException(new Trouble(to.toString(), "write the pages", e.toString(), "see the folder"), e);
        }
        return ExitCode.DONE;
    }
}
