package org.svff.monitoring

/** The golden metrics, and whether an expression asks for others. */
class Golden {
    /** Prometheus' own. */
    static final OWN = [up: ['instance', 'job']]
    static final WORDS = ['by', 'on', 'ignoring', 'without', 'group_left', 'group_right', 'and', 'or', 'unless', 'bool', 'offset']

    static Map<String, String> types() {
        MonitoringSpec.GOLDEN.readLines().findAll { it.startsWith('# TYPE ') }.collectEntries { it.split(' ')[2..3] }
    }

    static List<Map> series() {
        MonitoringSpec.GOLDEN.readLines().findAll { !it.startsWith('#') }.collect {
            def m = it =~ /^(\w+)(?:\{(.*)})? \S+$/
            [name: m[0][1], labels: ((m[0][2] ?: '') =~ /(\w+)="(.*?)"/).collect { all, k, v -> [k, v] }.collectEntries()]
        }
    }

    static Set<String> labels() {
        series().collectMany { it.labels.keySet() } + ['instance', 'job'] as Set
    }

    /** What an expression names that the golden metrics do not have: metrics, labels, and values of state-like labels. */
    static List<String> unknown(String expr) {
        def unknown = []
        def selectors = (expr =~ /(\w+)\{(.*?)}/).collect { [it[1], it[2]] }
        selectors.each { name, matchers ->
            (matchers =~ /(\w+)\s*(=~|!=|!~|=)\s*"(.*?)"/).collect().each { all, label, op, value ->
                def of = series().findAll { it.name == name }
                if (!(label in (of ? of[0].labels.keySet() + ['instance', 'job'] : OWN[name] ?: []))) {
                    unknown << "$name{$label}".toString()
                } else if (op in ['=', '!='] && of && label in ['state', 'kind', 'outcome'] && !of.any { it.labels[label] == value }) {
                    unknown << "$name{$label=$value}".toString()
                }
            }
        }
        def bare = expr.replaceAll(/\{.*?}/, '').replaceAll(/\[.*?]/, '').replaceAll(/\b(by|on|ignoring|without)\s*\((.*?)\)/) { all, word, names ->
            names.split(/\s*,\s*/).each { if (!(it in labels())) unknown << "$word($it)".toString() }
            ''
        }
        (bare =~ /\b([a-zA-Z_]\w*)\b(\s*\()?/).collect().each { all, word, call ->
            if (!call && !(word in WORDS) && !types().containsKey(word) && !OWN.containsKey(word)) {
                unknown << word
            }
        }
        unknown
    }
}
