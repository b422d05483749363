package org.svff.jmx;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.management.Descriptor;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;
import org.svff.jmx.view.Description;

/**
 * An MXBean whose descriptions, parameter names, impacts and order of attributes come from annotations on its interface.
 */
final class DescribedMBean extends StandardEmitterMBean {
    private static final Comparator<MBeanOperationInfo> ACTIONS_FIRST = Comparator.comparing(
                    (MBeanOperationInfo o) -> o.getImpact() == MBeanOperationInfo.INFO)
            .thenComparing(MBeanOperationInfo::getName);

    private final NotificationBroadcasterSupport emitter;
    private volatile @Nullable MBeanInfo ordered;

    <T> DescribedMBean(T bean, Class<T> type, NotificationBroadcasterSupport emitter) {
        super(bean, type, true, emitter);
        this.emitter = emitter;
    }

    NotificationBroadcasterSupport emitter() {
        return emitter;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanInfo info = ordered;
        if (info == null) {
            info = inOrder(super.getMBeanInfo());
            ordered = info;
        }
        return info;
    }

    private MBeanInfo inOrder(MBeanInfo info) {
        AttributeOrder order = getMBeanInterface().getAnnotation(AttributeOrder.class);
        List<String> names = order == null ? List.of() : List.of(order.value());
        MBeanAttributeInfo[] attributes = info.getAttributes();
        Arrays.sort(attributes, Comparator.comparingInt(a -> names.indexOf(a.getName())));
        MBeanOperationInfo[] operations = info.getOperations();
        Arrays.sort(operations, ACTIONS_FIRST);
        return new MBeanInfo(
                info.getClassName(),
                info.getDescription(),
                attributes,
                info.getConstructors(),
                operations,
                info.getNotifications(),
                immutable(info.getDescriptor()));
    }

    /** What overrides {@link #getMBeanInfo} is taken to change; this never does, so that clients may keep it. */
    private static Descriptor immutable(Descriptor descriptor) {
        Map<String, @Nullable Object> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : descriptor.getFieldNames()) {
            fields.put(name, descriptor.getFieldValue(name));
        }
        fields.put("immutableInfo", "true");
        return new ImmutableDescriptor(fields);
    }

    private Optional<Method> method(String name) {
        return Arrays.stream(getMBeanInterface().getMethods())
                .filter(m -> m.getName().equals(name)) // no overloads, so the name is enough
                .findFirst();
    }

    private static String textOf(Optional<Method> method, String otherwise) {
        return method.map(m -> m.getAnnotation(Description.class))
                .map(Description::value)
                .orElse(otherwise);
    }

    private Optional<Parameter> parameter(MBeanOperationInfo operation, int sequence) {
        return method(operation.getName()).map(m -> m.getParameters()[sequence]);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        Description description = getMBeanInterface().getAnnotation(Description.class);
        return description == null ? super.getDescription(info) : description.value();
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return textOf(method((info.isIs() ? "is" : "get") + info.getName()), super.getDescription(info));
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return textOf(method(info.getName()), super.getDescription(info));
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
        return parameter(operation, sequence)
                .map(p -> p.getAnnotation(Description.class))
                .map(Description::value)
                .orElse(super.getDescription(operation, info, sequence));
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
        return parameter(operation, sequence)
                .map(Parameter::getName)
                .orElse(super.getParameterName(operation, info, sequence));
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return method(info.getName())
                        .filter(m -> m.isAnnotationPresent(ReadOnly.class))
                        .isPresent()
                ? MBeanOperationInfo.INFO
                : MBeanOperationInfo.ACTION;
    }
}
