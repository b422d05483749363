package org.svff.monitoring

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import org.opentest4j.TestAbortedException
import org.svff.testbed.ChildJvm
import org.svff.testbed.MonitoredAgent
import org.yaml.snakeyaml.Yaml
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** What is in examples/monitoring, with the real JMX exporter and Jolokia inside a running agent's JVM. */
class MonitoringSpec extends Specification {
    static final EXAMPLES = new File('../examples/monitoring').canonicalFile
    static final GOLDEN = new File(EXAMPLES, 'metrics.txt')

    /** Metrics whose values are times, or depend on how often the host was read. */
    static final VARYING = ['svff_agent_uptime_seconds', 'svff_agent_reading_age_seconds', 'svff_agent_readings_total',
        'svff_binding_paused_seconds', 'svff_binding_last_outage_seconds', 'svff_binding_outage_seconds_total']

    @Shared
    int exporterPort = ChildJvm.freePort()
    @Shared
    int jolokiaPort = ChildJvm.freePort()
    @Shared
    @AutoCleanup
    ChildJvm agent = new ChildJvm([
        "-javaagent:${ChildJvm.jarOf('io.prometheus.jmx.JavaAgent')}=127.0.0.1:$exporterPort:$EXAMPLES/jmx-exporter.yaml",
        "-javaagent:${ChildJvm.jarOf('org.jolokia.jvmagent.JvmAgent')}=host=127.0.0.1,port=$jolokiaPort,policyLocation=file:$EXAMPLES/jolokia-access.xml"
    ]*.toString(), MonitoredAgent)

    def setupSpec() {
        agent.awaitLine('ready')
    }

    private static HttpResponse<String> get(String url) {
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
    }

    private static List<String> normal(String metrics) {
        metrics.readLines().collect { line ->
            VARYING.any { line.startsWith(it + ' ') || line.startsWith(it + '{') } ? line.replaceFirst(/ \S+$/, ' N') : line
        }
    }

    def 'Prometheus sees what metrics.txt says'() {
        given:
        def all = get("http://127.0.0.1:$exporterPort/metrics").body().readLines()
        def lines = all.findAll { it =~ /^(# \w+ )?svff_/ }
        def fresh = new File('target/metrics.txt')
        fresh.text = lines.join('\n') + '\n'

        expect: 'or what was scraped is in src/target/metrics.txt, to be looked at and copied to examples/monitoring'
        normal(fresh.text) - normal(GOLDEN.text) == []
        normal(GOLDEN.text) - normal(fresh.text) == []
        all.contains('jmx_scrape_error 0.0')
    }

    def 'metrics are named by the conventions'() {
        expect:
        Golden.types().each { name, type ->
            assert name ==~ /svff_[a-z_]+/
            assert (type == 'counter') == name.endsWith('_total')
            assert !(name =~ /milli|_ms$/)
        }
        Golden.series().each { assert !it.labels.values().any { v -> v.contains('"') || v.contains('\\') } }
    }

    def 'every rule of the exporter makes a metric, and every metric is of a rule'() {
        given:
        def rules = new Yaml().load(new File(EXAMPLES, 'jmx-exporter.yaml').text).rules*.name.toSet()

        expect:
        rules - Golden.types().keySet() == [] as Set
        Golden.types().keySet() - rules == [] as Set
    }

    def 'what is not there is noticed: #expr'() {
        expect:
        Golden.unknown(expr) == unknown

        where:
        expr                                                | unknown
        'svff_pf_vfs_free > 0'                              | ['svff_pf_vfs_free']
        'svff_pf_vfs{state="Free"} > 0'                     | ['svff_pf_vfs{state=Free}']
        'sum by (card) (rate(svff_pf_vfs{vf="1"}[5m]))'     | ['svff_pf_vfs{vf}', 'by(card)']
        'up{job="svff"} == 0 and on (pf) node_load1'        | ['node_load1']
    }

    def 'alerts ask for nothing that is not there: #rule.alert'() {
        expect:
        Golden.unknown(rule.expr) == []
        rule.annotations.keySet() == ['summary', 'description'] as Set

        where:
        rule << new Yaml().load(new File(EXAMPLES, 'alerts.yaml').text).groups*.rules.flatten()
    }

    static List dashboard() {
        new ObjectMapper().readValue(new File(EXAMPLES, 'grafana-dashboard.json'), Map).panels
    }

    static String withoutVariables(String expr) {
        expr.replace('$__rate_interval', '5m').replaceAll('[$]\\w+', '.*')
    }

    def 'the dashboard asks for nothing that is not there: #panel.title'() {
        expect:
        panel.targets.every { Golden.unknown(withoutVariables(it.expr)) == [] }
        panel.description
        panel.targets.every { (it.legendFormat =~ /\{\{(\w+)}}/).collect { all, label -> label }.every { Golden.labels().contains(it) } }

        where:
        panel << dashboard()
    }

    def 'panels of the dashboard do not lie on one another'() {
        expect:
        dashboard()*.gridPos.collectMany { g -> [(g.x..<g.x + g.w), (g.y..<g.y + g.h)].combinations() }.countBy { it }.values().every { it == 1 }
        dashboard()*.id.toSet().size() == dashboard().size()
    }

    def 'the Zabbix template asks for nothing that is not there'() {
        given:
        def template = new Yaml().load(new File(EXAMPLES, 'zabbix-template.yaml').text).zabbix_export.templates[0]
        def items = template.items.findAll { it.type == 'DEPENDENT' } + template.discovery_rules*.item_prototypes.flatten()
        def text = new File(EXAMPLES, 'zabbix-template.yaml').text
        def uuids = (text =~ /uuid: (\w+)/).collect { it[1] }

        expect:
        items.size() > 15
        items.every { Golden.unknown(it.preprocessing[0].parameters[0].replaceAll(/\{#\w+}/, '.*').replace('="', '=~"')) == [] }
        template.discovery_rules.every { rule ->
            def series = Golden.series().find { it.name == rule.preprocessing[0].parameters[0] }
            rule.lld_macro_paths.every { series.labels.containsKey(it.path - '$.labels.') }
        }

        and: 'triggers are about items that are there'
        def keys = (items*.key + template.items*.key).toSet()
        (text =~ /\/svff by HTTP\/([\w.]+(?:\[.*?])?)/).collect { all, key -> key }.every { assert keys.contains(it); true }

        and: 'ids are as Zabbix wants them'
        uuids.toSet().size() == uuids.size()
        uuids.every { it ==~ /[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}/ }
    }

    def 'promtool finds rules, alert tests, metrics and the queries of the dashboard in order'() {
        given: 'the queries, as rules'
        def queries = new File('target/dashboard-queries.yaml')
        def rules = dashboard()*.targets.flatten().withIndex().collect { target, i ->
            [record: "query_$i".toString(), expr: withoutVariables(target.expr)]
        }
        queries.text = new Yaml().dump([groups: [[name: 'dashboard', rules: rules]]])

        when:
        def check = new ProcessBuilder("$EXAMPLES/check", queries.absolutePath).redirectErrorStream(true).start()
        def said = check.text
        def code = check.waitFor()

        then:
        if (code == 3) {
            throw new TestAbortedException(said)
        }
        assert code == 0: said
    }

    private Map jolokia(String path) {
        new ObjectMapper().readValue(get("http://127.0.0.1:$jolokiaPort/jolokia/$path").body(), Map)
    }

    def 'Jolokia reads'() {
        expect:
        jolokia('read/svff:type=Agent/FailedBindings').value == 1
        jolokia('read/svff:type=Binding,vm=db-1,device=svff-0/State').value == 'PAUSED'
        jolokia('read/svff:type=VirtualFunction,*/State').value.size() == 6
    }

    def 'Jolokia acts, and is told why when it is refused'() {
        when:
        def done = jolokia('exec/svff:type=PhysicalFunction,pf=pci_0000_04_00_0/reconfigure/2')

        then:
        done.status == 200
        done.value.outcome == 'DONE'
        jolokia('read/svff:type=PhysicalFunction,pf=pci_0000_04_00_0/NumVfs').value == 2

        when:
        def refused = jolokia('exec/svff:type=PhysicalFunction,pf=pci_0000_04_00_0/reconfigure/99')

        then:
        refused.status == 500
        refused.error.contains('REFUSED: 0000:04:00.0')

        cleanup:
        jolokia('exec/svff:type=PhysicalFunction,pf=pci_0000_04_00_0/reconfigure/0')
    }

    def 'Jolokia lets nobody at anything else of the JVM: #path'() {
        expect:
        jolokia(path).status == 403

        where:
        path << ['exec/java.lang:type=Memory/gc', 'read/java.lang:type=Runtime/SystemProperties',
            'exec/com.sun.management:type=HotSpotDiagnostic/dumpHeap/!/tmp!/x/true',
            'write/java.lang:type=Memory/Verbose/true']
    }
}
