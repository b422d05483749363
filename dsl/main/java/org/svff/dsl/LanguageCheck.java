package org.svff.dsl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Refuses what is not in {@link Language}, as soon as the text is parsed: before annotations are looked at, which run code
 * in the compiler, and before any name is looked up.
 */
final class LanguageCheck extends CompilationCustomizer {
    private final String file;
    private final List<PolicyError> errors = new ArrayList<>();

    LanguageCheck(String file) {
        super(CompilePhase.CONVERSION);
        this.file = file;
    }

    /** What was refused, in the order of the file. */
    List<PolicyError> errors() {
        return errors.stream()
                .distinct()
                .sorted(Comparator.comparingInt(e -> e.place().line()))
                .toList();
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        ModuleNode module = type.getModule();
        module.getImports().forEach(i -> refuse(i, "imports"));
        module.getStarImports().forEach(i -> refuse(i, "imports"));
        module.getStaticImports().values().forEach(i -> refuse(i, "imports"));
        module.getStaticStarImports().values().forEach(i -> refuse(i, "imports"));
        if (module.hasPackageName()) {
            refuse(module, "packages");
        }
        module.getClasses().stream().filter(c -> !c.isScript()).forEach(c -> refuse(c, "classes"));
        for (MethodNode method : module.getMethods()) {
            refuse(method, "methods of its own");
        }
        new Walk().walk(module.getStatementBlock());
        if (!errors.isEmpty()) {
            throw new RefusedLanguage();
        }
    }

    private void refuse(ASTNode node, String what) {
        errors.add(new PolicyError(new Place(file, Math.max(1, node.getLineNumber())), "a policy has no " + what));
    }

    /** Ends the compilation; what is wrong is in {@link #errors}. */
    static final class RefusedLanguage extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Visits all statements and expressions. Children of what is refused are not visited. */
    private final class Walk extends CodeVisitorSupport {
        private int walking;
        private final Set<String> declared = new HashSet<>(Set.of("it", "this", "super"));

        void walk(Statement statement) {
            if (allowed(statement)) {
                statement.visit(this);
            }
        }

        private boolean allowed(Statement statement) {
            if (Language.STATEMENTS.contains(statement.getClass()) || statement instanceof EmptyStatement) {
                return true;
            }
            refuse(statement, "such statements (" + words(statement, "Statement") + ")");
            return false;
        }

        private boolean allowed(Expression expression) {
            if (!expression.getAnnotations().isEmpty()) {
                refuse(expression, "annotations");
                return false;
            }
            if (Language.EXPRESSIONS.contains(expression.getClass())) {
                return true;
            }
            refuse(expression, "such expressions (" + words(expression, "Expression") + ")");
            return false;
        }

        private String words(ASTNode node, String ending) {
            return node.getClass()
                    .getSimpleName()
                    .replace(ending, "")
                    .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                    .toLowerCase(Locale.ROOT);
        }

        @Override
        public void visitBlockStatement(BlockStatement block) {
            block.getStatements().forEach(this::walk);
        }

        @Override
        public void visitExpressionStatement(ExpressionStatement statement) {
            walk(statement.getExpression());
        }

        @Override
        public void visitReturnStatement(ReturnStatement statement) {
            walk(statement.getExpression());
        }

        @Override
        public void visitIfElse(IfStatement statement) {
            walk(statement.getBooleanExpression());
            walk(statement.getIfBlock());
            walk(statement.getElseBlock());
        }

        private void walk(Expression expression) {
            if (allowed(expression)) {
                expression.visit(this);
            }
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            if (!(call.getMethod() instanceof ConstantExpression)
                    || !Language.METHODS.contains(call.getMethodAsString())) {
                refuse(call, "'" + call.getMethod().getText() + "'");
            } else if (call.isSpreadSafe() || call.isSafe()) {
                refuse(call, "such calls");
            }
            if (!call.isImplicitThis()) {
                walk(call.getObjectExpression());
            }
            boolean walks = Language.WALKS.contains(String.valueOf(call.getMethodAsString()))
                    && !(call.isImplicitThis() && "every".equals(call.getMethodAsString())); // the statement
            walking += walks ? 1 : 0;
            if (walks && walking > Language.DEEPEST_WALK) {
                refuse(call, "lists walked within lists within lists");
            }
            walk(call.getArguments());
            walking -= walks ? 1 : 0;
        }

        @Override
        public void visitTupleExpression(TupleExpression tuple) {
            tuple.getExpressions().forEach(this::walk);
        }

        @Override
        public void visitArgumentlistExpression(ArgumentListExpression arguments) {
            arguments.getExpressions().forEach(this::walk);
        }

        @Override
        public void visitListExpression(ListExpression list) {
            if (list.getExpressions().size() > Language.LONGEST_LIST) {
                refuse(list, "lists of more than " + Language.LONGEST_LIST);
            }
            list.getExpressions().forEach(this::walk);
        }

        @Override
        public void visitPropertyExpression(PropertyExpression property) {
            if (property.getClass() != PropertyExpression.class || property.isSpreadSafe() || property.isSafe()) {
                refuse(property, "such properties");
            } else if (!(property.getProperty() instanceof ConstantExpression)
                    || !Language.PROPERTIES.contains(property.getPropertyAsString())) {
                refuse(property, "'" + property.getProperty().getText() + "'");
            }
            walk(property.getObjectExpression());
        }

        @Override
        public void visitMapExpression(MapExpression map) {
            map.getMapEntryExpressions().forEach(this::walk);
        }

        @Override
        public void visitMapEntryExpression(MapEntryExpression entry) {
            if (!(entry.getKeyExpression() instanceof ConstantExpression key)
                    || !Language.NAMED.contains(key.getText())) {
                refuse(entry, "'" + entry.getKeyExpression().getText() + ":'");
            }
            walk(entry.getValueExpression());
        }

        @Override
        public void visitBinaryExpression(BinaryExpression binary) {
            if (binary.getOperation().getText().equals("=")
                    && !(binary.getLeftExpression() instanceof VariableExpression)) {
                refuse(binary, "assignment to anything but a variable");
            }
            if (!Language.OPERATORS.contains(binary.getOperation().getText())) {
                refuse(binary, "operator " + binary.getOperation().getText());
            }
            walk(binary.getLeftExpression());
            walk(binary.getRightExpression());
        }

        @Override
        public void visitBooleanExpression(BooleanExpression expression) {
            walk(expression.getExpression());
        }

        @Override
        public void visitNotExpression(NotExpression expression) {
            walk(expression.getExpression());
        }

        @Override
        public void visitUnaryMinusExpression(UnaryMinusExpression expression) {
            walk(expression.getExpression());
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            if (declaration.isMultipleAssignmentDeclaration()) {
                refuse(declaration, "declaration of several at once");
                return;
            }
            walk(declaration.getRightExpression());
            VariableExpression variable = declaration.getVariableExpression();
            if (variable.getOriginType().getLineNumber() > 0 && !variable.isDynamicTyped()) {
                refuse(declaration, "types; say: def " + variable.getName());
            }
            declared.add(variable.getName());
        }

        @Override
        public void visitVariableExpression(VariableExpression variable) {
            boolean known = declared.contains(variable.getName()) || Language.LISTS.contains(variable.getName());
            if (!known || variable.isThisExpression() || variable.isSuperExpression()) {
                refuse(variable, "'" + variable.getName() + "' here; a VM's name or an address is put in quotes");
            }
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            Set<String> outer = Set.copyOf(declared);
            Parameter[] parameters = closure.getParameters();
            for (Parameter p : parameters == null ? new Parameter[0] : parameters) {
                if (!p.getAnnotations().isEmpty() || p.hasInitialExpression() || !p.isDynamicTyped()) {
                    refuse(closure, "such parameters");
                }
                declared.add(p.getName());
            }
            walk(closure.getCode());
            declared.retainAll(outer);
        }
    }
}
