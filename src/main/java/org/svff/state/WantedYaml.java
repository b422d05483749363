package org.svff.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.svff.world.SvffException;
import org.svff.world.World;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What is wanted, as YAML: what {@code svff export} prints and {@code svff import} takes. What more is to be kept of a PF, as
 * settings of its VFs, is a key of its own below the PF.
 */
public final class WantedYaml {
    static final int VERSION = 1;

    private WantedYaml() {}

    public static String write(Wanted wanted) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", VERSION);
        root.put("pfs", wanted.sortedPfs().stream().map(WantedYaml::pf).toList());
        List<Map<String, Object>> bindings = new ArrayList<>();
        wanted.sortedBindings().forEach((id, vf) -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("vm", id.vm());
            map.put("device", id.device());
            map.put("vf", vf.toString());
            bindings.add(map);
        });
        root.put("bindings", bindings);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(root);
    }

    private static Map<String, Object> pf(WantedPf pf) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("address", pf.address().toString());
        if (!pf.identity().slot().isEmpty()) {
            map.put("slot", pf.identity().slot());
        }
        if (!pf.identity().serial().isEmpty()) {
            map.put("serial", pf.identity().serial());
        }
        pf.image().ifPresent(image -> map.put("image", image));
        pf.queues().ifPresent(queues -> map.put("queues", queues));
        pf.vfs().ifPresent(vfs -> map.put("vfs", vfs));
        return map;
    }

    /**
     * Reads it.
     *
     * @throws SvffException when it is not of this form; it names the line
     */
    public static Wanted read(String text) throws SvffException {
        return new WantedReader().read(text);
    }

    /**
     * Reads it for the host that shows this world.
     *
     * @throws SvffException when it is not of this form, or speaks of a PF that is not there or cannot have so many VFs; it
     *     names the line
     */
    public static Wanted read(String text, World world) throws SvffException {
        WantedReader reader = new WantedReader();
        Wanted wanted = reader.read(text);
        reader.requireCards(world);
        return wanted;
    }
}
