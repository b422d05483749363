package org.svff.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Plain scripting: actions that stand in no braces become one {@code script} at the end of the text, in their order. So
 * {@code pf('0000:03:00.0').reconfigure vfs: 4} is a whole policy, and is still planned before it is done.
 */
final class LooseActions extends CompilationCustomizer {
    LooseActions() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        if (!type.isScript()) {
            return;
        }
        List<Statement> all =
                type.getModule().getStatementBlock().getStatements(); // the same list that the script's run() has
        List<Statement> loose = new ArrayList<>();
        Set<String> theirs = new HashSet<>();
        for (Statement statement : all) {
            Words words = new Words(theirs);
            statement.visit(words);
            if (words.action && !words.rule) {
                loose.add(statement);
                declared(statement, theirs);
            }
        }
        if (!loose.isEmpty()) {
            all.removeAll(loose);
            all.add(script(loose));
        }
    }

    /** What an action declares is known to the actions after it, which so are actions, too. */
    private static void declared(Statement statement, Set<String> names) {
        if (statement instanceof ExpressionStatement expression
                && expression.getExpression() instanceof DeclarationExpression declaration
                && !declaration.isMultipleAssignmentDeclaration()) {
            names.add(declaration.getVariableExpression().getName());
        }
    }

    private static Statement script(List<Statement> actions) {
        Statement first = actions.get(0);
        BlockStatement body = new BlockStatement(actions, new VariableScope());
        body.setSourcePosition(first);
        ClosureExpression braces = new ClosureExpression(null, body); // no parameters: there is no "it" here
        braces.setVariableScope(new VariableScope());
        braces.setSourcePosition(first);
        MethodCallExpression call = new MethodCallExpression(
                VariableExpression.THIS_EXPRESSION, "script", new ArgumentListExpression(braces));
        call.setImplicitThis(true);
        call.setSourcePosition(first);
        ExpressionStatement statement = new ExpressionStatement(call);
        statement.setSourcePosition(first);
        return statement;
    }

    /** What a statement speaks of, outside of the braces that are actions anyway. */
    private static final class Words extends CodeVisitorSupport {
        private final Set<String> variables;
        private boolean action;
        private boolean rule;

        Words(Set<String> variables) {
            this.variables = variables;
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            String name = String.valueOf(call.getMethodAsString());
            if (call.isImplicitThis() && Language.RULES.contains(name)) {
                rule = true;
            }
            if (call.isImplicitThis() && Language.ACTIONS.contains(name)) {
                action = true;
            }
            if (!(call.isImplicitThis() && Language.BRACES.contains(name))) {
                super.visitMethodCallExpression(call);
            }
        }

        @Override
        public void visitVariableExpression(VariableExpression variable) {
            if (Language.LISTS.contains(variable.getName()) || variables.contains(variable.getName())) {
                action = true;
            }
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            closure.getCode().visit(this);
        }
    }
}
