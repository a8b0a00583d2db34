"""Where on a sheet forms stand: their titles, where each begins, which cells are its own, and what speaks for its being one."""
