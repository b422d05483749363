package org.svff.dsl;

import java.util.Set;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** What a policy may be made of. All that is not listed here is refused; so a new feature of Groovy is, too. */
final class Language {
    /** The statements of the language, what may stand in their braces, and what can be asked of texts and lists. */
    static final Set<String> METHODS = Set.of(
            "quota",
            "groupQuota",
            "card",
            "assign",
            "group",
            "at",
            "on",
            "every",
            "script",
            "vmAppeared",
            "vmGone",
            "vfFailed",
            "bindingPaused",
            "bindingResumed",
            "bindingFailed",
            "pfFull",
            "pfTrouble",
            "quotaHit",
            "pf",
            "vf",
            "vm",
            "binding",
            "attach",
            "detach",
            "pause",
            "resume",
            "reconfigure",
            "notify",
            "max",
            "min",
            "of",
            "vfs",
            "image",
            "program",
            "from",
            "where",
            "spread",
            "pack",
            "address",
            "vendorId",
            "deviceId",
            "driver",
            "numaNode",
            "totalVfs",
            "freeVfs",
            "queues",
            "state",
            "startsWith",
            "endsWith",
            "contains",
            "isEmpty",
            "size",
            "each",
            "any",
            "findAll",
            "take");

    /** What can be read of the host and of what is on it, without parentheses. */
    static final Set<String> PROPERTIES = Set.of(
            "name",
            "address",
            "vendorId",
            "deviceId",
            "driver",
            "numaNode",
            "vfs",
            "totalVfs",
            "freeVfs",
            "queues",
            "image",
            "state",
            "pf",
            "vf",
            "vm",
            "device",
            "index",
            "mac",
            "vlan",
            "free",
            "paused",
            "failed",
            "reachable",
            "request",
            "message");

    /** Statements that say how things are to be, or when something is done. */
    static final Set<String> RULES =
            Set.of("quota", "groupQuota", "card", "assign", "group", "at", "on", "every", "script");

    /** Of these, those in whose braces there are actions. */
    static final Set<String> BRACES = Set.of("on", "every", "script");

    /** What begins an action. */
    static final Set<String> ACTIONS =
            Set.of("pf", "vf", "vm", "binding", "attach", "detach", "pause", "resume", "notify");

    /** Lists of what is on the host, in actions. */
    static final Set<String> LISTS = Set.of("pfs", "vfs", "vms", "bindings");

    /** What may be named in parentheses: {@code reconfigure vfs: 4}. */
    static final Set<String> NAMED = Set.of("vfs", "vf", "pf", "queues", "set");

    /** What goes through a list. With the two bounds no policy runs for long. */
    static final Set<String> WALKS = Set.of("each", "any", "every", "findAll");

    static final int DEEPEST_WALK = 2;
    static final int LONGEST_LIST = 1000;

    /** Classes whose methods of the above names may be called. */
    static final Set<String> RECEIVERS = Set.of(
            PolicyBase.class.getName(),
            QuotaSpec.class.getName(),
            CardSpec.class.getName(),
            AssignSpec.class.getName(),
            CardFacts.class.getName(),
            Actions.class.getName(),
            PfHandle.class.getName(),
            VfHandle.class.getName(),
            VmHandle.class.getName(),
            BindingHandle.class.getName(),
            DenialHandle.class.getName(),
            "java.lang.String",
            "java.util.List",
            "java.util.Collection");

    /** Methods that Groovy adds to the classes of the JDK. */
    static final Set<String> EXTENSIONS = Set.of("each", "any", "every", "compareTo", "equals", "isCase", "contains");

    /** Of lists only: of texts, they take regular expressions, which may never end. */
    static final Set<String> LIST_EXTENSIONS = Set.of("findAll", "take");

    /** Classes whose properties of the above names may be read. */
    static final Set<String> OWNERS = Set.of(
            Actions.class.getName(),
            PfHandle.class.getName(),
            VfHandle.class.getName(),
            VmHandle.class.getName(),
            BindingHandle.class.getName(),
            DenialHandle.class.getName());

    /** Of numbers only: a sum of texts, doubled again and again, fills the memory. */
    static final Set<String> SUMS = Set.of("plus", "minus");

    static final Set<Class<? extends Expression>> EXPRESSIONS = Set.of(
            MethodCallExpression.class,
            ArgumentListExpression.class,
            ConstantExpression.class,
            VariableExpression.class,
            BinaryExpression.class,
            BooleanExpression.class,
            NotExpression.class,
            UnaryMinusExpression.class,
            ClosureExpression.class,
            ListExpression.class,
            TupleExpression.class,
            EmptyExpression.class,
            PropertyExpression.class,
            NamedArgumentListExpression.class,
            MapEntryExpression.class,
            DeclarationExpression.class);

    static final Set<Class<? extends Statement>> STATEMENTS =
            Set.of(BlockStatement.class, ExpressionStatement.class, IfStatement.class, ReturnStatement.class);

    /** Of Groovy's operators, those on numbers and comparisons; a product could be a text of gigabytes. */
    static final Set<String> OPERATORS = Set.of("==", "!=", "<", "<=", ">", ">=", "&&", "||", "+", "-", "in", "=");

    private Language() {}
}
