package org.svff.cli.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page, svff(1), from the model that --help is printed from. In roff with the macros of man(7). */
final class ManPage {
    private final CommandSpec root;
    private final StringBuilder text = new StringBuilder();

    ManPage(CommandSpec root) {
        this.root = root;
    }

    String write() {
        line(".\\\" Written by ./svff docs from the model of --help; a test compares them.");
        line(".TH SVFF 1 \"\" \"svff\" \"User Commands\"");
        section("NAME");
        prose(root.name() + " - hands Virtual Functions of SR-IOV cards to virtual machines");
        section("SYNOPSIS");
        line(".B " + root.name());
        line("\\fICOMMAND\\fR [\\fIOPTION\\fR...]");
        section("DESCRIPTION");
        prose(String.join(" ", root.usageMessage().description()));
        footer(root);
        section("OPTIONS");
        options(root);
        section("COMMANDS");
        commands(root).forEach(this::command);
        files();
        return text.toString();
    }

    /** Those that help shows, and below them their own. */
    private static List<CommandSpec> commands(CommandSpec of) {
        List<CommandSpec> all = new ArrayList<>();
        for (CommandLine line : new LinkedHashSet<>(of.subcommands().values())) {
            if (!line.getCommandSpec().usageMessage().hidden()) {
                all.add(line.getCommandSpec());
                all.addAll(commands(line.getCommandSpec()));
            }
        }
        return all;
    }

    private void command(CommandSpec command) {
        line(".SS " + escaped(command.qualifiedName()));
        String synopsis = command.commandLine().getHelp().synopsis(0).replaceAll("\\s+", " ");
        line(".nh"); // names of options are not to be split
        line(".RS 4");
        prose(synopsis.strip());
        line(".RE");
        line(".hy");
        line(".PP");
        prose(String.join(" ", command.usageMessage().description()));
        command.positionalParameters().stream().filter(p -> !p.hidden()).forEach(p -> argument(p.paramLabel(), p));
        options(command);
        footer(command);
    }

    private void options(CommandSpec command) {
        Set<OptionSpec> shown = command.options().stream()
                .filter(o -> !o.hidden() && !o.inherited())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (OptionSpec option : shown) {
            String names = String.join(", ", option.names());
            argument(option.arity().max() == 0 ? names : names + "=" + option.paramLabel(), option);
        }
    }

    private void argument(String name, ArgSpec argument) {
        line(".TP");
        line(".B " + escaped(name));
        prose(String.join(" ", argument.description()));
    }

    /** Examples stand as they are typed. */
    private void footer(CommandSpec command) {
        List<String> lines = Arrays.stream(command.usageMessage().footer())
                .map(l -> l.replace("%n", ""))
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        line(".PP");
        line(".nf");
        Arrays.stream(command.usageMessage().footerHeading().split("%n", -1))
                .filter(l -> !l.isBlank())
                .forEach(l -> line(escaped(l)));
        lines.forEach(l -> line(l.isEmpty() ? ".sp" : escaped(l)));
        line(".fi");
    }

    private void files() {
        section("FILES");
        line(".TP");
        line(".I /etc/svff/agent.yaml");
        prose("The agent's configuration; 'svff config --example' prints one that explains every option.");
        line(".TP");
        line(".I /etc/svff/policies");
        prose("Policies whose quotas the agent keeps.");
        line(".TP");
        line(".I /var/lib/svff");
        prose("The journal, by which an agent that is started anew knows what is paused, and for whom.");
        section("ENVIRONMENT");
        line(".TP");
        line(".B SVFF_AGENT");
        prose("The agent to talk to, HOST:PORT.");
        line(".TP");
        line(".B SVFF_JAVA_OPTS");
        prose("Options for the Java of 'svff agent'.");
        line(".TP");
        line(".B NO_COLOR");
        prose("When it is set, nothing is coloured.");
    }

    private void section(String name) {
        line(".SH " + name);
    }

    private void prose(String words) {
        line(escaped(words));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Backslashes are roff's, hyphens are to be found when searched for, and a line must not begin with a control. */
    private static String escaped(String words) {
        String text = words.replace("%%", "%").replace("\\", "\\e").replace("-", "\\-");
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }
}
