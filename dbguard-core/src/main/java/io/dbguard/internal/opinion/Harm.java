package io.dbguard.internal.opinion;

import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.statement.Block;
import net.sf.jsqlparser.statement.IfElseStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.AlterExpression;
import net.sf.jsqlparser.statement.alter.AlterOperation;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.Update;

/** What of a parsed statement destroys or overwrites rows. */
final class Harm {
    private Harm() {}

    static boolean isIn(Statement statement) {
        if (statement instanceof Block block) {
            return block.getStatements() != null
                    && block.getStatements().stream().anyMatch(Harm::isIn);
        }
        if (statement instanceof IfElseStatement branches) {
            return isIn(branches.getIfStatement())
                    || Optional.ofNullable(branches.getElseStatement())
                            .filter(Harm::isIn)
                            .isPresent();
        }
        if (statement instanceof Select select) {
            return isInWith(select.getWithItemsList());
        }
        if (statement instanceof Alter alter) {
            return alter.getAlterExpressions() != null
                    && alter.getAlterExpressions().stream().anyMatch(Harm::dropsColumn);
        }
        return statement instanceof Drop
                || statement instanceof Truncate
                || statement instanceof Delete
                || statement instanceof Update
                || statement instanceof Merge;
    }

    private static boolean isInWith(List<WithItem<?>> items) {
        return items != null && items.stream().anyMatch(item -> isIn((Statement) item.getParenthesedStatement()));
    }

    private static boolean dropsColumn(AlterExpression change) {
        return change.getOperation() == AlterOperation.DROP && change.getColumnName() != null;
    }
}
