package org.svff.jconsole.view;

import javax.accessibility.Accessible;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;

/** What draws itself and can nevertheless be read out: plain Swing components cannot. */
abstract class Drawn extends JComponent implements Accessible {
    private static final long serialVersionUID = 1L;

    /** What a screen reader reads. */
    final void say(String words) {
        getAccessibleContext().setAccessibleName(words);
    }

    @Override
    public AccessibleContext getAccessibleContext() {
        if (accessibleContext == null) {
            accessibleContext = new Spoken();
        }
        return accessibleContext;
    }

    private final class Spoken extends AccessibleJComponent {
        private static final long serialVersionUID = 1L;

        @Override
        public AccessibleRole getAccessibleRole() {
            return AccessibleRole.LABEL;
        }
    }
}
