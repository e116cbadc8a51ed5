package dev.brigade.cli.apps.none;

interface Nothing {
    Object app();
}
