package org.svff.jconsole.screens;

import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.accessibility.Accessible;
import javax.accessibility.AccessibleComponent;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleState;

/**
 * Rides along in JConsole and tells the test where things are, as a screen reader would find them: by their accessible
 * names. It presses nothing and changes nothing.
 */
public final class Probe {
    private Probe() {}

    /**
     * Begins to answer, before JConsole itself begins.
     *
     * @param portFile where to write the port on which it answers
     */
    public static void premain(String portFile) throws IOException {
        if (!"jdk.jconsole".equals(System.getProperty("jdk.module.main"))) {
            return; // what starts JConsole
        }
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Path made = Path.of(portFile + ".new");
        Files.writeString(made, Integer.toString(server.getLocalPort()));
        Files.move(made, Path.of(portFile), StandardCopyOption.ATOMIC_MOVE);
        Thread thread = new Thread(() -> serve(server), "probe");
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(ServerSocket server) {
        while (true) {
            try (Socket socket = server.accept();
                    BufferedReader in =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
                for (String name = in.readLine(); name != null; name = in.readLine()) {
                    out.println(find(name));
                }
            } catch (IOException e) {
                // the test has gone on
            }
        }
    }

    /** "x y enabled focused text" of the first thing on the screen whose name begins so; empty when there is none. */
    private static String find(String name) {
        String[] answer = {""};
        try {
            EventQueue.invokeAndWait(() -> {
                for (Window window : Window.getWindows()) {
                    if (window.isShowing() && answer[0].isEmpty()) {
                        answer[0] = find(window.getAccessibleContext(), name);
                    }
                }
            });
        } catch (InterruptedException | java.lang.reflect.InvocationTargetException e) {
            return "";
        }
        return answer[0];
    }

    private static String find(AccessibleContext context, String name) {
        if (context == null) {
            return "";
        }
        AccessibleComponent component = context.getAccessibleComponent();
        String own = context.getAccessibleName();
        if (own != null && own.startsWith(name) && component != null && component.isShowing()) {
            return told(context, component, own);
        }
        if (component != null && !component.isShowing()) {
            return "";
        }
        for (int i = 0; i < context.getAccessibleChildrenCount(); i++) {
            Accessible child = context.getAccessibleChild(i);
            String found = child == null ? "" : find(child.getAccessibleContext(), name);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static String told(AccessibleContext context, AccessibleComponent component, String name) {
        Point at = component.getLocationOnScreen();
        int x = at.x + component.getSize().width / 2;
        int y = at.y + component.getSize().height / 2;
        boolean focused = context.getAccessibleStateSet().contains(AccessibleState.FOCUSED)
                || context.getAccessibleStateSet().contains(AccessibleState.SELECTED);
        String text = context.getAccessibleText() instanceof javax.accessibility.AccessibleEditableText editable
                ? editable.getTextRange(0, editable.getCharCount())
                : name;
        return x + "\t" + y + "\t" + component.isEnabled() + "\t" + focused + "\t" + text.replaceAll("\\s+", " ");
    }
}
