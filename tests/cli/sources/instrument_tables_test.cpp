// Checks tables as oscilloscopes, simulators, loggers, spreadsheets and statistics programs write
// them: which lines are the table, what is header, unit, axis, label and signal, and what is said.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

namespace {

/// It is read with these words on stderr, each in a warning of its own, and no other.
void check_read(const std::string& line, const std::string& table, const std::string& expected,
                std::initializer_list<std::string_view> warnings = {}) {
  const Result result = run_line(line, table);
  CAPTURE(line);
  CAPTURE(table);
  CAPTURE(result.err);
  CHECK(result.status == 0);
  CHECK(result.out == expected);
  CHECK(split(result.err, '\n').size() == warnings.size());
  for (const std::string_view warning : warnings) {
    CAPTURE(warning);
    CHECK(result.err.find(warning) != std::string::npos);
  }
}

constexpr std::string_view kEvenly = "--axis none";

}  // namespace

TEST_CASE("Tektronix TDS: settings beside the samples are decided by --axis and --column alone") {
  const std::string table =
      "Record Length,3.0e+00,,-0.004,0.12,\nSample Interval,2.0e-03,,-0.002,-0.34,\n"
      "Vertical Scale,5.0e-01,,0.000,0.56,\nSource,CH2,,0.002,-0.78,\n,,,0.004,0.90,\n";
  check_failure("half", 3, {"standard input:4:2: 'CH2' is not a number", "--column"}, table);
  check_read("half --axis 4 --column 5", table,
             "ch4,ch5\n-0.004,0.12\n-0.002,0\n0.000,0.56\n0.002,0\n0.004,0.90\n");
  check_read("full --column 5", table, "ch5\n0.12\n0.34\n0.56\n0.78\n0.90\n");
  // A number where the label began as text contradicts only where it is used.
  check_read("full --column 5 --column 4", table,
             "ch5,ch4\n0.12,0.004\n0.34,0.002\n0.56,0\n0.78,0.002\n0.90,0.004\n");
}

TEST_CASE("Tektronix MSO: settings of as many fields as the table are left out, numbers or not") {
  const std::string settings =
      "Model,MSO44\r\r\nFirmware,1.28\r\r\nLabel,\r\r\nSample Interval,2.0e-03\r\r\nRecord "
      "Length,3\r\r\nVertical Units,V\r\r\n";
  const std::string rows = "0.0e+00,-1.5\r\r\n2.0e-03,2.5\r\r\n4.0e-03,-3.5\r\r\n";
  check_read("half", settings + "TIME,CH1\r\r\n" + rows,
             "TIME,CH1\n0.0e+00,0\n2.0e-03,2.5\n4.0e-03,0\n", {"6 lines before the table"});
  check_read("half --skip 6", settings + "TIME,CH1\r\r\n" + rows,
             "TIME,CH1\n0.0e+00,0\n2.0e-03,2.5\n4.0e-03,0\n");
  // Two channels have a shape of their own.
  check_read("half", settings + "TIME,CH1,CH2\r\r\n0,-1,2\r\r\n1,3,-4\r\r\n",
             "TIME,CH1,CH2\n0,0,2\n1,3,0\n", {"6 lines before the table"});
  // A line of numbers among the settings could be a row: it is not passed by.
  check_failure("half", 3, {"standard input:1: has 1 field, not 2", "--skip"},
                "500\nTIME,CH1\n0,-1\n1,2\n");
}

TEST_CASE("Keysight: units below the header join its names, also where those are numbers") {
  check_read("half", "x-axis,1,2\nsecond,Volt,Ampere\n-1.0E-03,-0.5,+1.5\n0.0E+00,+0.5,-1.5\n",
             "x-axis (second),1 (Volt),2 (Ampere)\n-1.0E-03,0,+1.5\n0.0E+00,+0.5,0\n");
  check_read("half --hold 1ms --precision 3 --no-header",
             "x-axis,1\nsecond,Volt\n-1.0E-03,1\n0.0E+00,0.2\n1.0E-03,-3\n",
             "-1.0E-03,1\n0.0E+00,0.368\n1.0E-03,0.135\n");
}

TEST_CASE("Rigol: start and increment in the header are no columns of the table") {
  check_read("half",
             "X,CH1,CH2,Start,Increment,\r\nSequence,Volt,Volt,-5.0e-03,1.0e-06,\r\n"
             "0,-1.5,2.5,\r\n1,3.5,-4.5,\r\n2,0.0,-0.5,\r\n",
             "X (Sequence),CH1 (Volt),CH2 (Volt)\n0,0,2.5\n1,3.5,0\n2,0,0\n",
             {"5 names and the rows 3 fields"});
  check_read("half", "CH2(V),t0 =-1.2e-05s, tInc =4e-09s,\n0.02,,\n-0.03,,\n0.01,,\n",
             "CH2(V)\n0.02\n0\n0.01\n", {"3 names and the rows 1 field"});
  check_read("half", "Time(s),CH1(V)\n-0.002,-1\n-0.001,2\n",
             "Time(s),CH1(V)\n-0.002,0\n-0.001,2\n");
}

TEST_CASE(
    "Siglent, LeCroy, Owon, GW Instek, Rohde & Schwarz: what precedes the table is left out") {
  check_read("half",
             "Record Length,Analog:3\nVertical Units,CH1:V,,,\nHorizontal Scale,20.0,,,\n"
             "Serial,SDS0000X\nSource,CH1\nSecond,Volt\n-0.2,-1\n-0.1,2\n0.0,-3\n",
             "Source (Second),CH1 (Volt)\n-0.2,0\n-0.1,2\n0.0,0\n", {"4 lines before the table"});
  check_read("half",
             "LECROYWR,4711,Waveform\nSegments,1,SegmentSize,3\nSegment,TrigTime,Time\n"
             "#1,05-Mar-2021 10:11:12,0\nTime,Ampl\n-2e-06,0.03\n-1e-06,-0.02\n0,0.01\n",
             "Time,Ampl\n-2e-06,0.03\n-1e-06,0\n0,0.01\n", {"3 lines before the table"});
  check_read("half",
             "Save Time: 2023-04-05 06:07:08\nUnit:(mV)\n,CH1,CH2\n1,-20.5,10\n2,10.5,-10\n",
             ",CH1,CH2\n1,0,10\n2,10.5,0\n", {"2 lines before the table"});
  check_read(
      "half",
      "Memory Length,3,\nTrigger Level,1.0E-01,\nSource,CH1,\nWaveform Data,\n-9,\n8,\n-7,\n",
      "Waveform Data\n0\n8\n0\n", {"3 lines before the table"});
  check_read("half", "in s,C1 in V\n-0.5,-1\n0.0,2\n0.7,-1\n",
             "in s,C1 in V\n-0.5,0\n0.0,2\n0.7,0\n");
}

TEST_CASE("PicoScope, WaveForms, Scopy, Saleae: units in brackets, comments, two counters, dates") {
  check_read("half",
             "Time;Channel A\r\n(ms);(mV)\r\n\r\n-0,50;-1,25\r\n0,00;2,50\r\n0,50;-3,75\r\n",
             "Time (ms),Channel A (mV)\n-0.50,0\n0.00,2.50\n0.50,0\n");
  check_read("half", "#Device: Analog\n#Rate: 2Hz\n\nTime (s),Ch 1 (V)\n-0.5,-1\n0.0,1\n",
             "Time (s),Ch 1 (V)\n-0.5,0\n0.0,1\n");
  check_read("half", ";Scopy\n;Rate 10\nSample,Time(S),CH1(V)\n-1,-0.1,-2\n0,0.0,3\n1,0.1,-4\n",
             "Sample,Time(S),CH1(V)\n-1,-0.1,0\n0,0.0,3\n1,0.1,0\n");
  check_read("half",
             "Time [s],Channel 3\n2024-06-07T08:09:10.5+00:00,-1\n2024-06-07T08:09:10.6+00:00,2\n",
             "Time [s],Channel 3\n2024-06-07T08:09:10.5+00:00,0\n2024-06-07T08:09:10.6+00:00,2\n");
}

TEST_CASE("a column is picked by its name with or without the unit below it") {
  const std::string table = "Time;Channel A;B\n(ms);(mV);(V)\n-0,50;-1,25;1\n0,00;2,50;-1\n";
  for (const std::string name : {"Channel A", "Channel A (mV)", "2"}) {
    const Result result = run({"half", "--column", name}, table);
    CHECK(result.err == "");
    CHECK(result.out == "Time (ms),Channel A (mV)\n-0.50,0\n0.00,2.50\n");
  }
}

TEST_CASE(
    "LTspice and ngspice: node names with commas, uneven steps, rules below a header, pairs of "
    "columns") {
  const std::string ltspice =
      "time\tV(a,b)\tI(R1)\r\n0.0e+00\t-1.0\t0.5\r\n1.0e-06\t2.0\t-0.5\r\n5.0e-04\t-1.0\t0.25\r\n";
  check_read("half", ltspice,
             "time,\"V(a,b)\",I(R1)\n0.0e+00,0,0.5\n1.0e-06,2.0,0\n5.0e-04,0,0.25\n");
  check_read("half --column V(a,b)", ltspice,
             "time,\"V(a,b)\"\n0.0e+00,0\n1.0e-06,2.0\n5.0e-04,0\n");
  check_failure("half --column I(R1),V(a,b)", 2, {"--column V(a", "no such column", "V(a,b)"},
                ltspice);
  check_read("half --column I(R1) --column V(a,b)", ltspice,
             "time,I(R1),\"V(a,b)\"\n0.0e+00,0.5,0\n1.0e-06,0,2.0\n5.0e-04,0.25,0\n");
  check_failure("half", 3, {"standard input:4: has 1 field, not 2"},
                "time\tV(out)\n0.0\t1.0\n1.0\t-1.0\nStep Information: R=2K (Run: 2/2)\n0.0\t1.0\n");
  check_read("half",
             " 0.0e+00 -1.0e+00  0.0e+00  2.0e+00 \n 1.0e-06  1.0e+00  1.0e-06 -2.0e+00 \n"
             " 2.0e-06  1.0e+00  2.0e-06 -3.0e+00 \n",
             "ch1,ch2,ch3,ch4\n0.0e+00,0,0,2.0e+00\n1.0e-06,1.0e+00,1.0e-06,0\n"
             "2.0e-06,1.0e+00,2.0e-06,0\n",
             {kEvenly});
  check_read("half",
             "Index   time        v(1)\n------------------------\n0\t0.0e+00\t-1.0e+00\t\n"
             "1\t1.0e-05\t2.0e+00\t\n",
             "Index,time,v(1)\n0,0.0e+00,0\n1,1.0e-05,2.0e+00\n");
}

TEST_CASE("pandas: its index is an axis, columns called 0, 1 … are a header, gaps stay") {
  check_read("half", ",0,1\n0,-1,2\n1,3,-4\n", ",0,1\n0,0,2\n1,3,0\n");
  check_read("half", ",0,1\n7,-1,2\n8,3,-4\n", ",0,1\n7,0,2\n8,3,0\n");
  check_read("half", ",5,6\n0,-1,2\n", ",5,6\n0,0,2\n");
  check_read("half", ",-5,6\n1,-1,2\n3,3,-4\n", "ch1,ch2,ch3\n,0,6\n1,0,2\n3,3,0\n");
  check_read("half", ",a\n-3,-1\n-2,2\n", ",a\n-3,0\n-2,2\n");
  check_read("half", "\"\",\"a\"\n\"0\",\"-1.5\"\n\"1\",\"\"\n", ",a\n0,0\n1,\n");
  check_read("half", ";a;b\n0;-1,5;2,0\n1;3,25;-4,0\n", ",a,b\n0,0,2.0\n1,3.25,0\n");
  check_read("half", "t,v,ok\n0,-1,True\n1,2,False\n", "t,v,ok\n0,0,True\n1,2,False\n");
}

TEST_CASE("R: row names are an axis where they have a name, and a missing name is told") {
  check_read("half", "\"\",\"v\"\n\"1\",-1.5\n\"2\",NA\n\"3\",2.5\n", ",v\n1,0\n2,NA\n3,2.5\n");
  check_read("half", "\"\";\"v\"\n\"1\";-1,5\n\"2\";NA\n", ",v\n1,0\n2,NA\n");
  check_failure("half", 3, {"standard input:2: has 3 fields", "2 names", "col.names=NA"},
                "\"v\" \"w\"\n\"1\" -1.5 2\n\"2\" NA -3\n");
  check_failure("half", 3, {"standard input:2: has 2 fields", "1 name", "col.names=NA"},
                "\"v\"\n\"1\" -1.5\n\"2\" NA\n");
}

TEST_CASE("spreadsheets and databases: empty columns, NULL, ruled headers, labels in between") {
  check_read("half", "t;v;;;\r\n0,5;-1;;;\r\n1,5;2;;;\r\n;;;;\r\n", "t,v\n0.5,0\n1.5,2\n");
  check_read("half", "t,v,gap,\n0,-1,,\n1,2,,\n", "t,v,gap\n0,0,\n1,2,\n");
  check_failure("half", 3, {"standard input:2002:3", "'7'"}, [] {
    std::string table = "t,v,\n";
    for (int n = 0; n < 2000; ++n) table += "1,2,\n";
    return table + "1,2,7\n";
  }());
  check_read("half", "t\tv\n0\tNULL\n1\t-2\n2\t3\n", "t,v\n0,NULL\n1,0\n2,3\n");
  check_read("half", " t | v  | w \n---+----+---\n 0 | -1 | 2\n 1 |  3 | -4\n",
             "t,v,w\n0,0,2\n1,3,0\n");
  check_failure("half", 3, {"standard input:5"}, " t | v \n---+---\n 0 | -1\n 1 | 3\n(2 rows)\n");
  check_read("half", "Date;Hour;T1\r\n01.02.2023;10:00:00;-1,5\r\n01.02.2023;10:00:01;1,5\r\n",
             "Date,Hour,T1\n01.02.2023,10:00:00,0\n01.02.2023,10:00:01,1.5\n");
}

TEST_CASE("loggers and recorders: gaps by number, OL, apostrophes, annotated time series") {
  check_read("half --na OL --na=-99", "t,v\n0,1.5\n1,OL\n2,-3\n3,-99\n",
             "t,v\n0,1.5\n1,OL\n2,0\n3,-99\n");
  check_failure("half", 3, {"standard input:3:2: 'OL' is not a number", "--na"},
                "t,v\n0,1.5\n1,OL\n2,-3\n");
  check_failure("half", 3, {"standard input:2:2: 'OL' is not a number", "--na"},
                "t,v\n0,OL\n1,1.5\n2,-3\n");
  check_read("half", "'sample #','MLII'\n'','mV'\n0,-0.5\n2,0.5\n5,-0.25\n",
             "'sample #','MLII' (mV)\n0,0\n2,0.5\n5,0\n");
  check_read(
      "half",
      "#datatype,string,long,dateTime:RFC3339,double\n#group,false,false,false,false\n"
      ",result,table,_time,_value\n,,0,2023-01-01T00:00:00Z,-1.5\n,,0,2023-01-01T00:00:10Z,2.5\n",
      ",result,table,_time,_value\n,,0,2023-01-01T00:00:00Z,0\n,,0,2023-01-01T00:00:10Z,2.5\n");
  check_read("half", "when,1\n2023-01-01T00:00:00Z,-1.5\n2023-01-01T00:00:10Z,2.5\n",
             "when,1\n2023-01-01T00:00:00Z,0\n2023-01-01T00:00:10Z,2.5\n");
}

TEST_CASE("a header read as data, or data as header, is refused where it can be told") {
  check_failure("half", 3, {"standard input:4:", "is not a number"},
                "time,v\n0,1\n1,2\ntime,v\n0,3\n1,4\n");
  check_failure("half", 3, {"standard input:2:2: 'OVL' is not a number"},
                "time,v\n0,OVL\n1,2\n2,3\n");
  check_failure("half", 3, {"standard input:3:2: 'OVL' is not a number"},
                "time,v\n0,1\n1,OVL\n2,3\n");
  check_failure("half", 3, {"standard input:2: has 3 fields, not 2"}, "0,1\n1,2,7\n2,3\n");
  check_failure("half", 3, {"standard input:1: has 3 fields, not 2"}, "9,1,1\n1,2\n2,3\n");
}

TEST_CASE("-v tells every decision with its reason") {
  const Result result =
      run_line("half -v",
               "\xEF\xBB\xBF# a "
               "comment\r\nModel;X\r\nTime;U;who\r\n(ms);(V);\r\n-0,5;-1,5;me\r\n0,0;2,5;you\r\n");
  CHECK(result.status == 0);
  CHECK(result.out == "Time (ms),U (V),who\n-0.5,0,me\n0.0,2.5,you\n");
  for (const std::string_view said :
       {"text: UTF-8 with a byte order mark, lines end in CR LF",
        "0 lines as --skip says, 1 of comments, 1 of another shape",
        "separator: ';' (it gives 3 fields on each of the first 2 rows)",
        "header: line 3, units: line 4", "decimal mark: ',' (the numbers show it)",
        "axis: column 1 ('Time (ms)'), named as a time, its unit 0.001 s", "signals: U (V)",
        "labels: Time (ms), who"}) {
    CAPTURE(said);
    CAPTURE(result.err);
    CHECK(result.err.find(said) != std::string::npos);
  }
  const Result rate = run_line("half -v --format wav", "time,v\n0,1\n0.001,-1\n0.002,1\n");
  CHECK(rate.err.find("rate: 1000 Hz, the roundest that fits all 3 stamps") != std::string::npos);
}
