/** What the MXBeans return: records of simple types, which JMX carries as open data. */
@NullMarked
package org.svff.jmx.view;

import org.jspecify.annotations.NullMarked;
