package org.svff.cli.docs;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.Descriptor;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import org.svff.jmx.view.Description;

/** The MBean reference (docs/mbeans.md), from what running MBeans say of themselves. */
final class MBeanReference {
    private static final String FIELD_TYPE = "openType"; // javax.management.JMX, of MXBeans

    private final MBeanServerConnection server;
    private final StringBuilder text = new StringBuilder();
    /** Composite types met so far, in the order in which they are met. */
    private final Set<CompositeType> types = new LinkedHashSet<>();

    MBeanReference(MBeanServerConnection server) {
        this.server = server;
    }

    /**
     * @param names one MBean of each kind
     * @throws IllegalStateException when one of them cannot be asked
     */
    String write(List<ObjectName> names) {
        line("# The MBeans");
        line("");
        line(
                "Written by `./svff docs` from the MBeans of a running agent; a test compares them. All are MXBeans: values are");
        line(
                "of open types, so that a client needs no class of svff's. All attributes are read only, and reading one touches");
        line(
                "neither the kernel nor QEMU. What is absent is an empty text, an empty list or -1, never null. Times are ISO 8601");
        line("in UTC; units are in the descriptor field `units`, and `metricType` tells counters from gauges.");
        line("");
        line(
                "An operation that is refused or fails throws `IllegalStateException`, with the reason and what to do in its text,");
        line(
                "which ends in `[operation ID]`; one that is done, or still running when `deadline.operation` is over, returns a");
        line("report. Operations of impact INFO touch nothing.");
        line("");
        line("| ObjectName (an example) | what it is |");
        line("| --- | --- |");
        names.forEach(name ->
                line("| [`" + name + "`](#" + anchor(name) + ") | " + info(name).getDescription() + " |"));
        names.forEach(this::mbean);
        composites();
        return text.toString();
    }

    private MBeanInfo info(ObjectName name) {
        try {
            return server.getMBeanInfo(name);
        } catch (JMException | IOException e) {
            throw new IllegalStateException(name + " cannot be asked", e);
        }
    }

    private void mbean(ObjectName name) {
        MBeanInfo info = info(name);
        line("");
        line("## " + name.getKeyProperty("type"));
        line("");
        line(info.getDescription());
        line("");
        line("| attribute | type | unit | what it tells |");
        line("| --- | --- | --- | --- |");
        for (MBeanAttributeInfo a : info.getAttributes()) {
            line("| `" + a.getName() + "` | " + type(a, a.getType()) + " | " + unit(a.getDescriptor()) + " | "
                    + a.getDescription() + " |");
        }
        line("");
        line("| operation | returns | impact | what it does |");
        line("| --- | --- | --- | --- |");
        for (MBeanOperationInfo o : info.getOperations()) {
            String parameters = Arrays.stream(o.getSignature())
                    .map(MBeanParameterInfo::getName)
                    .collect(Collectors.joining(", "));
            line("| `" + o.getName() + "(" + parameters + ")` | " + type(o, o.getReturnType()) + " | "
                    + (o.getImpact() == MBeanOperationInfo.INFO ? "INFO" : "ACTION") + " | " + o.getDescription()
                    + " |");
        }
        parameters(info);
        line("");
        line("| notification | what it tells |");
        line("| --- | --- |");
        Arrays.stream(info.getNotifications())
                .forEach(
                        n -> line("| `" + String.join("`, `", n.getNotifTypes()) + "` | " + n.getDescription() + " |"));
    }

    /** Each parameter once: operations of one MBean mean the same by the same name. */
    private void parameters(MBeanInfo info) {
        Set<String> lines = new LinkedHashSet<>();
        for (MBeanOperationInfo operation : info.getOperations()) {
            for (MBeanParameterInfo p : operation.getSignature()) {
                lines.add("| `" + p.getName() + "` | " + type(p, p.getType()) + " | " + p.getDescription() + " |");
            }
        }
        if (!lines.isEmpty()) {
            line("");
            line("| parameter | type | what it is |");
            line("| --- | --- | --- |");
            lines.forEach(this::line);
        }
    }

    private void composites() {
        line("");
        line("## Composite values");
        Set<CompositeType> written = new LinkedHashSet<>();
        while (!written.containsAll(types)) { // writing one may bring up others
            for (CompositeType type : List.copyOf(types)) {
                if (written.add(type)) {
                    composite(type);
                }
            }
        }
    }

    private void composite(CompositeType type) {
        Class<?> view = view(type);
        line("");
        line("### " + view.getSimpleName());
        line("");
        line(described(view.getAnnotation(Description.class)));
        line("");
        line("| item | type | what it tells |");
        line("| --- | --- | --- |");
        Arrays.stream(view.getRecordComponents())
                .forEach(c -> line("| `" + c.getName() + "` | " + name(type.getType(c.getName())) + " | "
                        + described(c.getAnnotation(Description.class)) + " |"));
    }

    private static Class<?> view(CompositeType type) {
        try {
            return Class.forName(type.getTypeName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(type.getTypeName() + " is no record of svff's", e);
        }
    }

    private static String described(@org.jspecify.annotations.Nullable Description description) {
        return description == null ? "" : description.value();
    }

    private String type(MBeanFeatureInfo feature, String otherwise) {
        return feature.getDescriptor().getFieldValue(FIELD_TYPE) instanceof OpenType<?> type ? name(type) : otherwise;
    }

    private String name(OpenType<?> type) {
        if (type instanceof ArrayType<?> array) {
            return "list of " + name(array.getElementOpenType());
        }
        if (type instanceof CompositeType composite) {
            types.add(composite);
            String name = view(composite).getSimpleName();
            return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
        }
        return switch (type.getClassName()) {
            case "java.lang.String" -> "text";
            case "java.lang.Integer", "java.lang.Long" -> "number";
            case "java.lang.Boolean" -> "true or false";
            default -> type.getClassName();
        };
    }

    private static String unit(Descriptor descriptor) {
        Object unit = descriptor.getFieldValue("units");
        if (unit == null) {
            return "";
        }
        return unit + ("counter".equals(descriptor.getFieldValue("metricType")) ? ", counter" : "");
    }

    private static String anchor(ObjectName name) {
        return name.getKeyProperty("type").toLowerCase(Locale.ROOT);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
