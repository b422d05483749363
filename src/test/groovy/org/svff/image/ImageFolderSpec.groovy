package org.svff.image

import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import org.svff.host.SriovHost
import org.svff.host.SysfsException
import org.svff.pci.DeviceId
import org.svff.pci.PciAddress
import org.svff.sim.SimCard
import org.svff.sim.SimulatedKernel
import org.svff.testbed.ImageShelf
import org.svff.world.SvffException
import spock.lang.AutoCleanup
import spock.lang.Specification

/** What may be loaded, and how a command comes about. */
class ImageFolderSpec extends Specification {
    static final CARD = PciAddress.parse('0000:01:00.0')

    def kernel = new SimulatedKernel().with(SimCard.igb(CARD.toString(), 4))

    @AutoCleanup
    SriovHost host = new SriovHost(kernel, Clock.systemUTC())

    @AutoCleanup
    ImageShelf shelf = new ImageShelf()

    private ImageFolder folder(Map options = [:]) {
        new ImageFolder(options.at ?: shelf.folder(), options.loader ?: Loader.COMMAND,
                options.command ?: ['/bin/true'], Duration.ofSeconds(20), host, options.firmware ?: Path.of('/lib/firmware'))
    }

    def 'the example is understood, and its file is the one it names'() {
        given:
        def examples = folder(at: Path.of('..', 'examples', 'images').toRealPath())

        when:
        def listed = examples.list()

        then:
        listed*.name() == ['nic-v2']
        listed[0].image().get().with {
            assert cards() == [DeviceId.parse('10ee:903f')] as Set
            assert vfShows().get() == DeviceId.parse('10ee:a03f')
            assert mostVfs().asInt == 8 && queues().asInt == 2048 && loader() == 'vivado' && remove()
            sha256()
        } == java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance('SHA-256')
                .digest(new File('../examples/images/nic-v2.bit').bytes))
    }

    def 'places are filled in, each in its own argument, and nothing is for a shell'() {
        given:
        shelf.add('a', 'x', "cards: ['8086:10c9']")
        def said = []

        when:
        def images = folder(command: ['/bin/echo', '{name}', '{pf} {bus}:{device}.{function}', '$(id); {other}', '{file}'])
        images.load(images.find('a'), CARD, said.&add)

        then:
        said == ["a $CARD 01:00.0 \$(id); {other} ${shelf.folder()}/a.bit".toString()]
    }

    def 'each loader has a command or a way of its own, and takes the card off the bus or not'() {
        expect:
        Loader.values().findAll { it.arguments().empty } == [Loader.COMMAND, Loader.FPGA_MANAGER]
        Loader.values().findAll { it.removes() } == [Loader.COMMAND, Loader.VIVADO, Loader.XSCT]
        Loader.values().every { Loader.named(it.toString()) == it }
    }

    def 'a manifest that cannot be used says why: #says'() {
        given:
        shelf.add('a', 'x', manifest)

        expect:
        folder().list()[0].problem().contains(says)

        when:
        folder().find('a')

        then:
        thrown(SvffException)

        where:
        manifest                                    || says
        "cards: ['8086:10c9']\nloader: magic"       || "'magic' is no loader"
        "cards: [x]"                                || "'x' is no vendor and device id"
        "cards: ['8086:10c9']\nvfs: {all: 1}"       || "'vfs.all' is none of its fields"
        "cards: ['8086:10c9']\nqueues: -1"          || 'queues is no whole number'
        "cards: ['8086:10c9']\nfile: ../b"          || 'it is no YAML'
        "cards: ['8086:10c9']\nremove: perhaps"     || 'remove is neither true nor false'
        'cards: [['                                 || 'it is no YAML'
    }

    def 'a file that leads out of the folder is not taken, nor a link'() {
        given:
        shelf.add('a', 'x', "cards: ['8086:10c9']")
        def manifest = shelf.folder().resolve('a.yaml').toFile()

        when:
        manifest.text = manifest.text.replace('a.bit', '../a.bit')
        folder().find('a')

        then:
        def e = thrown(SvffException)
        e.message.contains("'../a.bit' is no name of a file in this folder")

        when:
        manifest.text = manifest.text.replace('../a.bit', 'b.bit')
        java.nio.file.Files.createSymbolicLink(shelf.folder().resolve('b.bit'), shelf.folder().resolve('a.bit'))
        folder().find('a')

        then:
        e = thrown(SvffException)
        e.message.contains('is a symbolic link')
    }

    def "the kernel's FPGA manager: #what"() {
        given:
        shelf.add('a', 'x', "cards: ['8086:10c9']\nloader: fpga-manager")
        def manager = new Manager(files)
        host.close()
        host = new SriovHost(manager, Clock.systemUTC())
        def images = folder(firmware: firmware ? shelf.folder().parent : Path.of('/lib/firmware'))

        when:
        String told
        try {
            images.load(images.find('a'), CARD, {})
            told = "wrote $manager.written"
        } catch (SvffException e) {
            told = e.message
        }

        then:
        told.contains(says.replace('FOLDER', shelf.folder().fileName.toString()))

        where:
        what               | firmware | files                                              || says
        'it loads'         | true     | ['firmware', 'state=operating']                    || 'wrote [FOLDER/a.bit]'
        'it fails'         | true     | ['firmware', 'state=write error']                  || 'the manager fpga0 is: write error'
        'of mainline'      | true     | ['state=operating']                                || 'takes no images from user space'
        'none'             | true     | []                                                 || 'the kernel has no FPGA manager'
        'another folder'   | false    | ['firmware', 'state=operating']                    || 'takes images from /lib/firmware only'
    }

    /** A kernel with one FPGA manager. */
    static class Manager extends org.svff.sim.PassingSysfs {
        static final FOLDER = '/sys/class/fpga_manager'
        final List<String> files
        final List<String> written = []

        Manager(List<String> files) {
            super(new SimulatedKernel())
            this.files = files
        }

        @Override
        List<String> list(String path) throws SysfsException {
            path == FOLDER && files ? ['fpga0'] : super.list(path)
        }

        @Override
        boolean exists(String path) {
            path == "$FOLDER/fpga0/firmware" ? files.contains('firmware') : super.exists(path)
        }

        @Override
        String read(String path) throws SysfsException {
            path == "$FOLDER/fpga0/state" ? files.find { it.startsWith('state=') }.substring(6) + '\n' : super.read(path)
        }

        @Override
        void write(String path, String text) throws SysfsException {
            path == "$FOLDER/fpga0/firmware" ? written << text : super.write(path, text)
        }
    }
}
