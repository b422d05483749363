package org.svff.vm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.host.DeviceFiles;
import org.svff.host.HostException;
import org.svff.host.OpenFile;
import org.svff.pci.PciAddress;
import org.svff.vm.qmp.QmpClient;
import org.svff.vm.qmp.QmpException;

/**
 * Hands a QEMU open files of the host's devices, so that it need not be allowed to open any ({@code getfd} of QMP). What
 * is handed over and not used is taken back: a VF whose file somebody has cannot be destroyed. For one caller at a time.
 */
final class FilePasser {
    private static final Logger LOG = LoggerFactory.getLogger(FilePasser.class);

    /** QEMU's object for the guest's memory, made by the agent: devices with it were handed over. */
    static final String IOMMUFD = "svff-iommufd";

    private static final String OBJECTS = "/objects";
    /** One for all: a file that is handed over takes the place of one that was left by mistake. */
    private static final String NAME = "svff-file";

    private final QmpClient qmp;
    private final DeviceFiles files;
    private final Duration quick;

    FilePasser(QmpClient qmp, DeviceFiles files, Duration quick) {
        this.qmp = qmp;
        this.files = files;
        this.quick = quick;
    }

    /** What uses the file. */
    interface Use {
        void of(String name) throws QmpException;
    }

    /** Hands the device over for a command that names it by {@code fd}, and has the guest's memory ready for it. */
    void passVfio(PciAddress host, Use use) throws QmpException, HostException {
        ensureIommufd();
        try (OpenFile file = files.vfio(host, quick)) {
            pass(file, use);
        }
    }

    private void ensureIommufd() throws QmpException, HostException {
        for (JsonNode object : qmp.execute("qom-list", Map.of("path", OBJECTS), quick)) {
            if (object.path("name").asText().equals(IOMMUFD)) {
                return;
            }
        }
        try (OpenFile file = files.iommu(quick)) {
            pass(
                    file,
                    name -> qmp.execute("object-add", Map.of("qom-type", "iommufd", "id", IOMMUFD, "fd", name), quick));
        }
    }

    private void pass(OpenFile file, Use use) throws QmpException {
        try {
            qmp.execute("getfd", Map.of("fdname", NAME), file, quick);
            use.of(NAME);
        } catch (QmpException e) {
            takeBack(qmp, quick);
            throw e;
        }
    }

    /** Has QEMU close what was handed over and not used, also by an agent before this one. */
    static void takeBack(QmpClient qmp, Duration quick) {
        try {
            qmp.execute("closefd", Map.of("fdname", NAME), quick);
        } catch (QmpException e) {
            LOG.debug("nothing was taken back: {}", e.getMessage()); // it was used, as a rule
        }
    }

    /** Whether the device was handed over: then its QEMU has to be handed the next one, too. */
    static boolean wasPassed(QmpClient qmp, String device, Duration quick) throws QmpException {
        String path = device.startsWith("/") ? device : "/machine/peripheral/" + device;
        try {
            return qmp.execute("qom-get", Map.of("path", path, "property", "iommufd"), quick)
                    .asText("")
                    .equals(OBJECTS + "/" + IOMMUFD);
        } catch (QmpException e) {
            if (e.kind() == QmpException.Kind.ERROR) {
                return false; // a QEMU without iommufd
            }
            throw e;
        }
    }
}
