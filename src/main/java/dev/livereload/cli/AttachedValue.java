package dev.livereload.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * For options whose value is optional and attached by an equals sign, so that a folder after them
 * is not taken for it: {@code --spa ./site}.
 */
final class AttachedValue implements IParameterPreprocessor {

  @Override
  @SuppressWarnings("JdkObsolete") // The type is picocli's.
  public boolean preprocess(
      Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    // The separator is a space where the next argument would be taken for the value.
    if (!"=".equals(info.get("separator"))) {
      arguments.push(((OptionSpec) option).fallbackValue());
    }
    return false;
  }
}
