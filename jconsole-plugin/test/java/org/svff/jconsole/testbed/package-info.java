/** What the tab's tests stand on: real agents on simulated hosts, and a look at the real screen. */
package org.svff.jconsole.testbed;
