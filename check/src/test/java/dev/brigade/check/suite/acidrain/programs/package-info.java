/**
 * What the study ACIDRain (Warszawski and Bailis, SIGMOD 2017) found in the shops that it looked at, as handlers written anew from its
 * descriptions: a voucher that is used more often than it is good for, stock that falls below zero, an order that is not charged for all
 * of its items. Each with its repaired twin. None of the shops' code is here.
 */
package dev.brigade.check.suite.acidrain.programs;
