package org.svff.jconsole.model;

import java.util.Arrays;
import java.util.List;

/**
 * An act on something, with every choice made: an MBean's operation, and the one that plans it with the same parameters.
 *
 * @param title what it is, in the operator's words
 * @param target whose operation it is
 * @param plan the operation that only plans
 * @param run the operation that does it
 */
public record Deed(Act act, String title, Target target, String plan, String run, List<Argument> arguments) {
    public Deed {
        arguments = List.copyOf(arguments);
    }

    /** An MBean, by what it stands for. */
    public sealed interface Target {
        record OfCard(String pf) implements Target {}

        record OfVf(String pf, int index) implements Target {}

        record OfVm(String vm) implements Target {}

        record OfBinding(String vm, String device) implements Target {}
    }

    /**
     * A parameter.
     *
     * @param type as JMX signatures name it
     */
    public record Argument(String type, Object value) {
        public static Argument text(String value) {
            return new Argument(String.class.getName(), value);
        }

        public static Argument number(int value) {
            return new Argument("int", value);
        }

        public static Argument flag(boolean value) {
            return new Argument("boolean", value);
        }

        public static Argument texts(List<String> values) {
            return new Argument(String[].class.getName(), values);
        }

        /** As JMX wants it. */
        public Object forCall() {
            return value instanceof List<?> list
                    ? list.stream().map(String::valueOf).toArray(String[]::new)
                    : value;
        }
    }

    public Object[] parameters() {
        return arguments.stream().map(Argument::forCall).toArray();
    }

    public String[] signature() {
        return arguments.stream().map(Argument::type).toArray(String[]::new);
    }

    static Deed plain(Act act, String title, Target target, String operation, Argument... arguments) {
        String plan = "plan" + Character.toUpperCase(operation.charAt(0)) + operation.substring(1);
        return new Deed(act, title, target, plan, operation, Arrays.asList(arguments));
    }
}
