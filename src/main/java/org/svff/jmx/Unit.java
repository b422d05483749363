package org.svff.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/**
 * The unit of an attribute and how its value goes; the descriptor fields {@code units} and {@code metricType} that {@link
 * javax.management.Descriptor} names.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Unit {
    @DescriptorKey("units")
    String value();

    /** {@link #GAUGE} or {@link #COUNTER}. */
    @DescriptorKey("metricType")
    String type() default GAUGE;

    /** Goes up and down. */
    String GAUGE = "gauge";

    /** Only goes up, until the agent is started anew. */
    String COUNTER = "counter";
}
