package org.svff.cli.print;

import java.util.ArrayList;
import java.util.List;
import org.svff.jmx.view.VfView;

/** A card's VFs at a glance: one sign for each. */
final class Strip {
    private Strip() {}

    /** Runs of the same state, each in its style; together one sign for each VF, by index. */
    static List<Cell> of(Screen screen, List<VfView> vfs) {
        List<Cell> cells = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= vfs.size(); i++) {
            if (i == vfs.size() || !vfs.get(i).state().equals(vfs.get(begin).state())) {
                Looks looks = Looks.ofState(screen, vfs.get(begin).state());
                cells.add(new Cell(looks.sign().repeat(i - begin), looks.style()));
                begin = i;
            }
        }
        return cells;
    }

    /** What the signs mean, of states that are there. */
    static List<Cell> legend(Screen screen, List<VfView> vfs) {
        List<Cell> cells = new ArrayList<>();
        for (String state : new String[] {"FREE", "ATTACHED", "PAUSED", "FAILED", "HOST", "FOREIGN"}) {
            long count = vfs.stream().filter(vf -> vf.state().equals(state)).count();
            if (count > 0) {
                Looks looks = Looks.ofState(screen, state);
                cells.add(new Cell(looks.sign() + " ", looks.style()));
                cells.add(Cell.of(count + " " + looks.word() + "  "));
            }
        }
        return cells;
    }
}
