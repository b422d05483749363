package org.svff.docs

import org.svff.cli.docs.References
import spock.lang.Specification

/** The pages that are made from the program are those that it would make now. */
class ReferencesSpec extends Specification {
    def 'what is in the checkout is what `./svff docs` writes'() {
        when:
        def pages = References.write()

        then:
        pages.size() >= 1
        pages.every { place, text ->
            def file = new File('..', place.toString())
            assert file.exists() && file.text == text: "$place differs from the program: run ./svff docs, and commit it"
            true
        }
    }
}
