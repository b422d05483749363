package org.svff.vm;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.svff.host.DeviceFiles;
import org.svff.vm.qmp.QmpClient;
import org.svff.vm.qmp.QmpException;

/**
 * How QEMUs at QMP sockets are dealt with.
 *
 * @param quick deadline of QMP commands that QEMU answers at once
 * @param reportsErrors whether guests are told of a resume by an error of the port, see docs/qmp.md
 * @param files opens devices for QEMUs; empty where none can be handed over
 * @param passesFiles whether devices that are attached are handed over; those that were are at each resume
 */
public record QmpWays(Duration quick, boolean reportsErrors, Optional<DeviceFiles> files, boolean passesFiles) {
    public QmpWays {
        if (passesFiles && files.isEmpty()) {
            throw new IllegalArgumentException("nothing opens the files that are to be handed over");
        }
    }

    /** QEMUs open devices by themselves, and are never handed one. */
    public static QmpWays byAddress(Duration quick, boolean reportsErrors) {
        return new QmpWays(quick, reportsErrors, Optional.empty(), false);
    }

    /** The way to a device that is attached. */
    HostDeviceWay forNew(QmpClient qmp) {
        return passesFiles ? byFile(qmp, Map.of("iommufd", FilePasser.IOMMUFD)) : HostDeviceWay.byAddress();
    }

    /** The way to another host device for one that QEMU has: as it came to the first. */
    HostDeviceWay forPresent(QmpClient qmp, String device) throws QmpException {
        return files.isPresent() && FilePasser.wasPassed(qmp, device, quick)
                ? byFile(qmp, Map.of())
                : HostDeviceWay.byAddress();
    }

    private HostDeviceWay byFile(QmpClient qmp, Map<String, String> more) {
        return files.map(opener -> HostDeviceWay.byFile(new FilePasser(qmp, opener, quick), more))
                .orElseThrow(() -> new IllegalStateException("nothing opens files for QEMU here"));
    }

    /** A file that an agent handed over when it died, or lost the connection, would keep its VF from being let go. */
    void onConnected(QmpClient qmp) {
        if (files.isPresent()) {
            FilePasser.takeBack(qmp, quick);
        }
    }
}
