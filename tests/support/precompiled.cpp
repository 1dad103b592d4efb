// SPDX-License-Identifier: MIT
// Carries the headers that the tests precompile; never built into anything.
int main()
{
    return 0;
}
