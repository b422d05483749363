package org.svff.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The attributes of an MXBean in the order in which consoles show them: what one looks for first stands first. All of
 * them are named; a test keeps it so.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface AttributeOrder {
    String[] value();
}
