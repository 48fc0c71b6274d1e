"""The bundled press web of `diemtin run --demo`: fictional outlets, served on loopback."""
