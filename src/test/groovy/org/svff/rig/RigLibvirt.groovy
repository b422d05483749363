package org.svff.rig

import org.svff.testbed.RigTestbed

/** libvirtd in the rig's VM (rig/inside/libvirtd), and what it says of its domains. */
class RigLibvirt {
    RigLibvirt() { run('start') }

    static String run(String... words) {
        RigTestbed.libvirtd(words)
    }

    static String virsh(String... words) { RigTestbed.host('virsh', '-q', *words) }

    /** What libvirt's XML says of a domain: addresses of the host's devices by alias. */
    static Map<String, String> inXml(String domain, String... how) {
        virsh('dumpxml', domain, *how).findAll(/(?s)<hostdev.*?<\/hostdev>/).collectEntries { String device ->
            def number = { String name -> Integer.decode(device.find(/(?s)<source>.*?$name='(\w+)'/) { it[1] }) }
            [device.find(/<alias name='([^']*)'/) { it[1] } ?: '', String.format('%04x:%02x:%02x.%x',
                    number('domain'), number('bus'), number('slot'), number('function'))]
        }
    }

    void end() { run('end') }
}
