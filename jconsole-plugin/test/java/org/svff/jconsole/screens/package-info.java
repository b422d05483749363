/** The real JConsole on a display without a screen, used as an operator would, by mouse and keyboard. */
package org.svff.jconsole.screens;
