package org.svff.dsl;

import java.util.Set;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.ExtensionMethodNode;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;

/** The second fence: of what the compiler has resolved, only methods of {@link Language} may be called. */
public final class AllowedCalls extends AbstractTypeCheckingExtension {
    private static final Set<String> OF_OBJECTS = Set.of("equals", "compareTo");

    public AllowedCalls(StaticTypeCheckingVisitor visitor) {
        super(visitor);
    }

    @Override
    public void onMethodSelection(Expression expression, MethodNode method) {
        String type = method.getDeclaringClass().getName();
        String name = method.getName();
        boolean ours = Language.RECEIVERS.contains(type) && Language.METHODS.contains(name);
        boolean allowed = method instanceof ExtensionMethodNode
                ? Language.EXTENSIONS.contains(name)
                        || (Language.SUMS.contains(name) && type.equals("java.lang.Number"))
                : ours || OF_OBJECTS.contains(name);
        if (!allowed) {
            addStaticTypeError("a policy may not call " + name + " of " + type, expression);
        }
    }
}
