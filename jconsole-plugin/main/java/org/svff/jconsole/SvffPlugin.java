package org.svff.jconsole;

import com.sun.tools.jconsole.JConsoleContext;
import com.sun.tools.jconsole.JConsolePlugin;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.JPanel;
import javax.swing.JTabbedPane;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;
import org.jspecify.annotations.Nullable;
import org.svff.jconsole.link.AgentLink;
import org.svff.jconsole.link.Pace;
import org.svff.jconsole.link.Quiet;
import org.svff.jconsole.model.LinkState;
import org.svff.jconsole.model.Picture;
import org.svff.jconsole.view.SriovTab;

/** What JConsole loads: a tab for each connection. It never prints: JConsole would open a window for it. */
public final class SvffPlugin extends JConsolePlugin {
    private static final String TITLE = "SR-IOV";
    private static final String FRONT_PROPERTY = "svff.tab.front";

    @SuppressWarnings("UnusedVariable") // held
    private final Quiet quiet = new Quiet();

    private @Nullable AgentLink link;
    private @Nullable SriovTab tab;
    private boolean inFront;
    private final AtomicReference<@Nullable Picture> newest = new AtomicReference<>();

    /** JConsole makes it by this. */
    public SvffPlugin() {}

    @Override
    public synchronized Map<String, JPanel> getTabs() {
        SriovTab shown = tab;
        if (shown == null) {
            AgentLink made = new AgentLink(
                    () -> getContext().getMBeanServerConnection(), this::changed, Pace.USUAL, Clock.systemUTC());
            Picture first = Picture.empty(
                    new LinkState(LinkState.Kind.CONNECTING, Clock.systemUTC().instant(), ""));
            shown = new SriovTab(first, made::plan, made::run, Clock.systemUTC());
            tab = shown;
            link = made;
            addContextPropertyChangeListener(e -> {
                if (JConsoleContext.CONNECTION_STATE_PROPERTY.equals(e.getPropertyName())) {
                    stateChanged(made);
                }
            });
            stateChanged(made);
        }
        Map<String, JPanel> tabs = new LinkedHashMap<>();
        tabs.put(TITLE, shown);
        return tabs;
    }

    private void stateChanged(AgentLink made) {
        switch (getContext().getConnectionState()) {
            case CONNECTED -> made.connected();
            case DISCONNECTED -> made.disconnected();
            case CONNECTING -> {}
        }
    }

    /** On the link's thread. Of pictures that pile up only the newest is shown. */
    private void changed(Picture next) {
        if (newest.getAndSet(next) == null) {
            SwingUtilities.invokeLater(() -> {
                Picture picture = newest.getAndSet(null);
                SriovTab shown = tab;
                if (picture != null && shown != null) {
                    shown.show(picture);
                    bringToFront(shown, picture);
                }
            });
        }
    }

    /** Once, and only where the operator came for this tab ({@code svff jconsole}). */
    private void bringToFront(SriovTab shown, Picture picture) {
        if (!inFront && picture.link().live() && Boolean.getBoolean(FRONT_PROPERTY)) {
            inFront = true;
            if (SwingUtilities.getAncestorOfClass(JTabbedPane.class, shown) instanceof JTabbedPane tabs) {
                tabs.setSelectedComponent(shown);
                shown.begin();
            }
        }
    }

    /** The tab follows the agent's notifications, and needs no worker that asks again and again. */
    @Override
    public @Nullable SwingWorker<?, ?> newSwingWorker() {
        return null;
    }

    @Override
    public void dispose() {
        AgentLink made = link;
        if (made != null) {
            made.close();
        }
    }
}
