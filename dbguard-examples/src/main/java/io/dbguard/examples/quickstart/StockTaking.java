package io.dbguard.examples.quickstart;

import java.math.BigDecimal;

/**
 * What the shop has at one moment.
 *
 * @param customers rows of that table
 * @param products rows of that table
 * @param orders rows of that table
 * @param orderItems rows of that table
 * @param lastOrder the highest number of an order
 * @param turnover what all customers spent, as the view says it
 */
record StockTaking(long customers, long products, long orders, long orderItems, long lastOrder, BigDecimal turnover) {

    long rows() {
        return customers + products + orders + orderItems;
    }
}
