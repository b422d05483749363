package org.svff.world;

import java.util.List;
import java.util.Map;

/**
 * What is to be changed of an NVMe VF's settings; what is not named stays as it is.
 *
 * @param settings what was written, by name: each a name of {@link #NAMES} with a value that it can have
 */
public record NvmeChange(Map<String, String> settings) implements SettingsChange {
    /** What can be changed, by the names that one writes. */
    public static final List<String> NAMES = List.of("queues", "interrupts", "online");

    private static final int MOST = 0xffff; // both are 16 bits wide

    public NvmeChange {
        settings = Map.copyOf(settings);
        if (settings.isEmpty() || !NAMES.containsAll(settings.keySet())) {
            throw new IllegalArgumentException("settings of NVMe VFs are: " + String.join(", ", NAMES));
        }
        change(NvmeSettings.OFF, settings);
    }

    /** The settings with the change made; a controller that is taken offline has nothing. */
    public NvmeSettings on(NvmeSettings now) {
        NvmeSettings changed = change(now, settings);
        return changed.online() ? changed : NvmeSettings.OFF;
    }

    public boolean has(String name) {
        return settings.containsKey(name);
    }

    /** Numbers are for a controller that is to work, so they bring it online unless that is said to be off. */
    private static NvmeSettings change(NvmeSettings now, Map<String, String> settings) {
        return new NvmeSettings(
                SettingsText.onOrOff("online", settings.getOrDefault("online", "on")),
                number(settings, "queues", NvmePool.LEAST_QUEUES, now.queues()),
                number(settings, "interrupts", NvmePool.LEAST_INTERRUPTS, now.interrupts()));
    }

    private static int number(Map<String, String> settings, String name, int least, int otherwise) {
        String value = settings.get(name);
        return value == null ? otherwise : SettingsText.number(name, value, least, MOST);
    }

    @Override
    public String toString() {
        return SettingsText.written(NAMES, settings);
    }
}
