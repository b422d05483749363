package org.svff.dsl;

import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import groovy.transform.CompileStatic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.svff.cli.policy.PolicyLanguage.Source;

/** Makes a {@link Policy} of a text. The text is compiled within the limits of {@link Language}, and run within a time. */
public final class PolicyReader {
    /** Characters; more than a thousand pages. */
    private static final int LONGEST = 1_000_000;

    /** The language has no loops, so this is for machines that are very busy: the first policy loads Groovy. */
    private static final Duration TIME = Duration.ofSeconds(60);

    private static final String SCRIPT = "SvffPolicy";
    private static final long STACK = 1 << 20;

    private PolicyReader() {}

    /**
     * Reads it.
     *
     * @param file what its errors name as their place
     * @throws PolicyException when it is no policy; each error with its line
     */
    public static Policy read(String file, String text) throws PolicyException {
        return read(file, text, Trust.LANGUAGE);
    }

    /** Reads what the command line was given, as far as it is trusted. */
    static Policy read(Source source) throws PolicyException {
        return read(source.file(), source.text(), source.trusted() ? Trust.GROOVY : Trust.LANGUAGE);
    }

    /** What a text may be made of. */
    public enum Trust {
        /** The policy language, and nothing else. */
        LANGUAGE,
        /** All of Groovy, with all that this process may do. Never in the agent. */
        GROOVY
    }

    /** Reads it, as the language or as any Groovy that uses its statements. */
    public static Policy read(String file, String text, Trust trust) throws PolicyException {
        Place all = new Place(file, 1);
        if (text.length() > LONGEST) {
            throw new PolicyException(all, "longer than " + LONGEST + " characters");
        }
        FutureTask<Policy> reading = new FutureTask<>(() -> compileAndRun(file, text, trust));
        Thread thread = new Thread(null, reading, "svff-policy", STACK); // a stack that overflows is nobody else's
        thread.setDaemon(true);
        thread.start();
        try {
            return reading.get(TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new PolicyException(all, "it has not come to its end within " + TIME.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyException(all, "interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PolicyException errors) {
                throw errors;
            }
            throw new PolicyException(all, "it cannot be read: " + e.getCause());
        }
    }

    private static Policy compileAndRun(String file, String text, Trust trust) throws PolicyException {
        LanguageCheck check = new LanguageCheck(file);
        Rules rules = new Rules(file, SCRIPT);
        try (GroovyClassLoader loader = new GroovyClassLoader(PolicyReader.class.getClassLoader())) {
            Script script =
                    new GroovyShell(loader, new Binding(), configuration(check, trust)).parse(text, SCRIPT + ".groovy");
            ((PolicyBase) script).collectIn(rules);
            run(script, rules);
            return rules.policy();
        } catch (MultipleCompilationErrorsException e) {
            throw new PolicyException(check.errors().isEmpty() ? errors(file, e) : check.errors());
        } catch (LanguageCheck.RefusedLanguage e) {
            throw new PolicyException(check.errors());
        } catch (StackOverflowError e) {
            throw new PolicyException(new Place(file, 1), "it is nested too deeply");
        } catch (IOException e) {
            throw new PolicyException(new Place(file, 1), e.toString());
        }
    }

    private static void run(Script script, Rules rules) throws PolicyException {
        try {
            script.run();
        } catch (RuntimeException e) {
            throw new PolicyException(rules.at(e), Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private static CompilerConfiguration configuration(LanguageCheck check, Trust trust) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PolicyBase.class.getName());
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        configuration.addCompilationCustomizers(new LooseActions());
        if (trust == Trust.GROOVY) {
            return configuration;
        }
        configuration.addCompilationCustomizers(
                check,
                new ASTTransformationCustomizer(
                        Map.of("extensions", List.of(AllowedCalls.class.getName())), CompileStatic.class));
        return configuration;
    }

    private static List<PolicyError> errors(String file, MultipleCompilationErrorsException e) {
        List<PolicyError> errors = new ArrayList<>();
        for (Object message : e.getErrorCollector().getErrors()) {
            if (message instanceof SyntaxErrorMessage syntax) {
                String text = String.valueOf(syntax.getCause().getOriginalMessage());
                errors.add(new PolicyError(
                        new Place(file, Math.max(1, syntax.getCause().getLine())),
                        text.replaceFirst("^\\[Static type checking\\] - ", "")));
            }
        }
        if (errors.isEmpty()) {
            errors.add(new PolicyError(new Place(file, 1), String.valueOf(e.getMessage())));
        }
        return errors;
    }
}
