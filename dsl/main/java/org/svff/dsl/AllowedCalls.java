package org.svff.dsl;

import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.ExtensionMethodNode;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;

/**
 * The second fence: of what the compiler has resolved, only methods of {@link Language} may be called and only its
 * properties read.
 */
public final class AllowedCalls extends AbstractTypeCheckingExtension {
    private static final Set<String> OF_OBJECTS = Set.of("equals", "compareTo");
    private static final Set<String> LISTS = Set.of("java.util.List", "java.util.Collection");

    public AllowedCalls(StaticTypeCheckingVisitor visitor) {
        super(visitor);
    }

    @Override
    public void onMethodSelection(Expression expression, MethodNode method) {
        String type = method.getDeclaringClass().getName();
        String name = method.getName();
        boolean allowed = method instanceof ExtensionMethodNode
                ? isAllowedExtension(type, name)
                : isOwn(type, name) || OF_OBJECTS.contains(name);
        if (!allowed) {
            addStaticTypeError("a policy may not call " + name + " of " + type, expression);
        }
    }

    private static boolean isOwn(String type, String name) {
        boolean getter = Language.OWNERS.contains(type) && name.matches("(get|is)[A-Z].*");
        return getter || (Language.RECEIVERS.contains(type) && Language.METHODS.contains(name));
    }

    private static boolean isAllowedExtension(String type, String name) {
        return Language.EXTENSIONS.contains(name)
                || (Language.LIST_EXTENSIONS.contains(name) && LISTS.contains(type))
                || (Language.SUMS.contains(name) && type.equals("java.lang.Number"));
    }

    @Override
    public void afterVisitMethod(MethodNode method) {
        if (method.getCode() == null) {
            return;
        }
        method.getCode().visit(new CodeVisitorSupport() {
            @Override
            public void visitPropertyExpression(PropertyExpression property) {
                ClassNode owner = getType(property.getObjectExpression());
                if (!Language.OWNERS.contains(owner.getName())) {
                    addStaticTypeError(
                            "a policy may not read " + property.getPropertyAsString() + " of " + owner.getName(),
                            property);
                }
                super.visitPropertyExpression(property);
            }
        });
    }
}
