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
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
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
            "max",
            "min",
            "of",
            "vfs",
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
            "startsWith",
            "endsWith",
            "contains",
            "isEmpty",
            "size",
            "each",
            "any",
            "every");

    /** What goes through a list. With the two bounds no policy runs for long. */
    static final Set<String> WALKS = Set.of("each", "any", "every");

    static final int DEEPEST_WALK = 2;
    static final int LONGEST_LIST = 1000;

    /** Classes whose methods of the above names may be called. */
    static final Set<String> RECEIVERS = Set.of(
            PolicyBase.class.getName(),
            QuotaSpec.class.getName(),
            CardSpec.class.getName(),
            AssignSpec.class.getName(),
            CardFacts.class.getName(),
            "java.lang.String",
            "java.util.List",
            "java.util.Collection");

    /** Methods that Groovy adds to the classes of the JDK. */
    static final Set<String> EXTENSIONS = Set.of("each", "any", "every", "compareTo", "equals", "isCase", "contains");

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
            DeclarationExpression.class);

    static final Set<Class<? extends Statement>> STATEMENTS =
            Set.of(BlockStatement.class, ExpressionStatement.class, IfStatement.class, ReturnStatement.class);

    /** Of Groovy's operators, those on numbers and comparisons; a product could be a text of gigabytes. */
    static final Set<String> OPERATORS = Set.of("==", "!=", "<", "<=", ">", ">=", "&&", "||", "+", "-", "in", "=");

    private Language() {}
}
