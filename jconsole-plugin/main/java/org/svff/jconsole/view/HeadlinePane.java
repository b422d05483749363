package org.svff.jconsole.view;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Font;
import java.time.Instant;
import java.time.ZoneId;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;
import org.svff.jconsole.model.Agent;
import org.svff.jconsole.model.Health;
import org.svff.jconsole.model.Picture;

/** The first thing that is read: a word, and a sentence. */
final class HeadlinePane extends JPanel {
    private static final long serialVersionUID = 1L;

    private final JLabel badge = new JLabel("", SwingConstants.CENTER);
    private final JLabel sentence = new JLabel();
    private final JLabel who = new JLabel();

    HeadlinePane() {
        super(new BorderLayout(10, 0));
        setBorder(BorderFactory.createEmptyBorder(6, 8, 6, 8));
        badge.setOpaque(true);
        badge.setFont(Palette.font().deriveFont(Font.BOLD));
        badge.setBorder(BorderFactory.createEmptyBorder(4, 12, 4, 12));
        sentence.setFont(Palette.font().deriveFont(Font.BOLD));
        who.setFont(Palette.smallFont());
        add(badge, BorderLayout.WEST);
        add(sentence, BorderLayout.CENTER);
        add(who, BorderLayout.EAST);
    }

    void show(Picture picture, Instant now) {
        Palette palette = Palette.current();
        Health health = Health.of(picture, now, ZoneId.systemDefault());
        badge.setText(health.level().word());
        badge.setBackground(palette.of(health.level()));
        badge.setForeground(palette.on(health.level()));
        badge.getAccessibleContext()
                .setAccessibleName("State: " + health.level().word());
        sentence.setText(health.sentence());
        sentence.setToolTipText(health.sentence());
        Agent agent = picture.agent();
        String user = picture.rights().user().words();
        who.setText(
                agent.hostName().isEmpty()
                        ? ""
                        : (user.isEmpty() ? "" : user + " \u00b7 ") + agent.hostName() + " \u00b7 svff "
                                + agent.version());
        who.setToolTipText(agent.startedAt().isEmpty() ? null : "The agent runs since " + agent.startedAt());
        Color text = getForeground();
        who.setForeground(text);
    }
}
