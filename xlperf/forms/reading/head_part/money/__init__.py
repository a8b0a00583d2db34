"""The money of a form: tables that cross sources with periods or with columns, finer rows, amounts in lines, their unit."""
