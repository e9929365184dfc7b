package io.vitrina.cart.payment;

/** There is money to give back that nobody is waiting for. */
record RefundDue() {}
